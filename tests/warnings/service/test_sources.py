"""Asking a folder and a real server: what is new, what is refused, what is lost."""

import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import sqlalchemy as sa

from commandcenter.board.service import heartbeat
from commandcenter.directory.rights import NotAllowed
from commandcenter.directory.service import rules
from commandcenter.kernel.ids import new_id
from commandcenter.kernel.times import now
from commandcenter.warnings.model import feeds as model
from commandcenter.warnings.model.feeds import Feed, FeedKind, NoAddress
from commandcenter.warnings.model.warning import State
from commandcenter.warnings.reading import limits
from commandcenter.warnings.reading.errors import Damaged, TookTooLong
from commandcenter.warnings.service import feeds, intake, passing, polling
from commandcenter.warnings.service.sources import Folder, MovedAway, NoAnswer, Server
from tests.warnings.certificates import pair, signed
from tests.warnings.making import alert, atom, info

MINUTE = timedelta(minutes=1)
LASTING = info(expires="2099-01-01T00:00:00+08:00")


class Handler(BaseHTTPRequestHandler):
    """Gives what the test put into the server."""

    def do_GET(self):
        self.server.asked.append((self.path, dict(self.headers)))
        give = self.server.pages.get(self.path)
        if give is None:
            self.send_error(404)
        else:
            give(self)

    def log_message(self, *_):
        """Say nothing."""


def page(data, etag=None, modified=None):
    def give(handler):
        if etag and handler.headers.get("If-None-Match") == etag:
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(200)
        for name, value in (("ETag", etag), ("Last-Modified", modified)):
            if value:
                handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(data.encode() if isinstance(data, str) else data)

    return give


def moved(to):
    def give(handler):
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.end_headers()

    return give


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _ in range(1_000):
            handler.wfile.write(b"<a>" * 100_000)
            handler.server.sent += 300_000
    except OSError:
        return


def dripping(handler):
    try:
        handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
        while not handler.server.closing.wait(0.05):
            handler.wfile.write(b"X: 1\r\n")
    except OSError:
        return


@contextmanager
def serving(tmp_path, certificate=None) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.pages, server.sent = [], {}, 0
    server.closing = threading.Event()
    if certificate is not None:
        (tmp_path / "cert.pem").write_bytes(certificate[0])
        (tmp_path / "key.pem").write_bytes(certificate[1])
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
        server.socket = context.wrap_socket(server.socket, server_side=True)
    server.url = f"http{'s' if certificate else ''}://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def server(tmp_path):
    with serving(tmp_path) as one:
        yield one


def a_feed(place, **changed) -> Feed:
    usual = {"id": new_id(), "name": "省平台", "kind": FeedKind.HTTP, "place": str(place)}
    return Feed(**usual | changed)


@pytest.fixture
def watch(db, admin):
    """Add a source and watch it."""

    def _watch(place, **changed):
        return polling.watch(feeds.add(db, a_feed(place, **changed), officer=admin), now())

    return _watch


@pytest.fixture
def poll(db, chief):
    def _poll(one):
        return polling.poll(db, one, now(), interval=MINUTE, officer=chief)

    return _poll


def lost_alarms(db) -> int:
    with db.read() as tx:
        query = "SELECT count(*) FROM alarm WHERE type_code = 'feed_lost' AND cleared_at IS NULL"
        return tx.execute(sa.text(query)).scalar()


def test_a_feed_is_read_once_and_asked_with_what_the_server_said(server, watch, poll, db):
    server.pages["/feed"] = page(atom(f"<content>{alert(LASTING)}</content>"), '"1"', "Sat")
    one = watch(f"{server.url}/feed")
    assert [taken.state for taken in poll(one)] == [State.PENDING]
    assert poll(one) == ()
    assert server.asked[1][1]["If-None-Match"] == '"1"'
    assert server.asked[1][1]["If-Modified-Since"] == "Sat"
    noted = feeds.get(db, one.feed.id)
    assert (noted.etag, noted.modified, noted.failures) == ('"1"', "Sat", 0)


def test_answers_that_say_nothing_new_are_not_noted(server, watch, poll, db):
    server.pages["/feed"] = page(atom(), '"1"')
    one = watch(f"{server.url}/feed")
    for _ in range(3):
        poll(one)
    assert feeds.get(db, one.feed.id).version == 2


def test_the_links_of_a_feed_are_fetched_once_and_from_the_same_server_only(server, watch, poll):
    links = (f"{server.url}/1.xml", "http://192.0.2.1/2.xml", f"{server.url}/1.xml")
    server.pages["/feed"] = page(atom(*(f'<link href="{one}"/>' for one in links)))
    server.pages["/1.xml"] = page(alert(LASTING))
    one = watch(f"{server.url}/feed")
    assert len(poll(one)) == 1
    poll(one)
    assert [path for path, _ in server.asked] == ["/feed", "/1.xml", "/feed"]


def test_a_pinned_sender_is_live_at_once(server, watch, poll):
    server.pages["/feed"] = page(signed(alert(LASTING)))
    one = watch(f"{server.url}/feed", certificates=pair("气象台")[0].decode())
    assert [taken.state for taken in poll(one)] == [State.ACTIVE]


def test_a_server_with_a_certificate_of_its_own_needs_its_authority(tmp_path, watch, poll, db):
    with serving(tmp_path, pair("平台")) as server:
        server.pages["/feed"] = page(alert(LASTING))
        trusting = watch(f"{server.url}/feed", ca=pair("平台")[0].decode())
        assert len(poll(trusting)) == 1
        for name, ca in (("二", ""), ("三", pair("别的")[0].decode())):
            other = watch(f"{server.url}/feed", ca=ca, name=name)
            assert poll(other) == ()
            assert feeds.get(db, other.feed.id).error == "NoAnswer"


def test_redirects_stay_on_the_server(server, watch, poll, db):
    server.pages["/feed"] = moved("/new")
    server.pages["/new"] = page(alert(LASTING))
    assert len(poll(watch(f"{server.url}/feed"))) == 1


@pytest.mark.parametrize(
    "to", ["http://192.0.2.1/", "file:///etc/passwd", "//192.0.2.1/x", "ftp://127.0.0.1/", "/feed"]
)
def test_redirects_elsewhere_and_in_circles_are_not_followed(server, to):
    server.pages["/feed"] = moved(to)
    with pytest.raises(MovedAway):
        Server(feed=a_feed(f"{server.url}/feed")).poll()


def test_an_endless_answer_is_cut_off(server):
    server.pages["/feed"] = endless
    answer = Server(feed=a_feed(f"{server.url}/feed")).poll()
    assert limits.FILE_BYTES < len(answer.incoming[0].data) < limits.FILE_BYTES + 100_000
    assert server.sent < 30_000_000


def test_a_dripping_answer_does_not_hold_the_worker(server):
    server.pages["/feed"] = dripping
    began = time.monotonic()
    with pytest.raises(NoAnswer):
        Server(feed=a_feed(f"{server.url}/feed"), answer_s=0.3).poll()
    assert time.monotonic() - began < 5


def test_a_source_that_does_not_answer_is_asked_later_and_later(server, watch, poll, db):
    one = watch(f"{server.url}/none")
    waits = []
    for _ in range(3):
        poll(one)
        waits.append((one.due_at - now()).total_seconds())
    assert waits[0] < waits[1] < waits[2]
    noted = feeds.get(db, one.feed.id)
    assert (noted.error, noted.version) == ("NoAnswer", 2)
    server.pages["/none"] = page(atom())
    poll(one)
    assert (one.failures, feeds.get(db, one.feed.id).failures) == (0, 0)


def test_a_source_that_is_silent_too_long_rings_until_it_answers(server, watch, poll, db):
    one = watch(f"{server.url}/feed")
    one.began_at -= timedelta(hours=1)
    poll(one)
    poll(one)
    assert lost_alarms(db) == 1
    assert feeds.get(db, one.feed.id).is_lost
    server.pages["/feed"] = page(atom())
    poll(one)
    assert lost_alarms(db) == 0
    assert not feeds.get(db, one.feed.id).is_lost


def test_a_file_that_cannot_be_taken_in_keeps_no_other_out_and_is_asked_for_later(
    tmp_path, watch, poll, db, without
):
    without(intake.DEFAULT_EXPIRY)
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.xml").write_text(alert(info(expires=None), identifier="1"), encoding="utf-8")
    (folder / "2.xml").write_text(alert(LASTING, identifier="2"), encoding="utf-8")
    one = watch(folder, kind=FeedKind.FOLDER)
    poll(one)
    assert [taken.message.identifier for taken in poll(one)] == ["2"]
    assert (one.failures, feeds.get(db, one.feed.id).error) == (1, "NoSuchRule")
    assert one.due_at > now() + MINUTE


def test_a_bug_in_one_source_is_noted_as_its_silence(watch, poll, db, tmp_path, monkeypatch):
    one = watch(tmp_path, kind=FeedKind.FOLDER)

    def broken(_self):
        raise RuntimeError

    monkeypatch.setattr(Folder, "poll", broken)
    assert poll(one) == ()
    assert (one.failures, feeds.get(db, one.feed.id).error) == (1, "RuntimeError")


def test_sources_are_asked_where_the_county_does_not_say_how_often(
    server, watch, poll, db, without
):
    without(feeds.POLL)
    without(feeds.SILENT)
    assert feeds.interval(db) == MINUTE
    server.pages["/feed"] = page(alert(LASTING))
    assert len(poll(watch(f"{server.url}/feed"))) == 1


def test_a_source_that_nobody_asks_any_more_rings_until_it_answers(server, watch, poll, db, admin):
    server.pages["/feed"] = page(atom())
    asked, never = watch(f"{server.url}/feed"), watch(f"{server.url}/other", name="二")
    poll(asked)
    heartbeat.beat(db)
    assert lost_alarms(db) == 0
    [limit] = [one for one in rules.everything(db) if one.code == feeds.SILENT]
    limit = rules.change(db, replace(limit, value="0"), officer=admin)
    heartbeat.beat(db)
    heartbeat.beat(db)
    assert lost_alarms(db) == 1
    assert feeds.get(db, asked.feed.id).is_lost
    assert not feeds.get(db, never.feed.id).is_lost
    rules.change(db, replace(limit, value="1800"), officer=admin)
    poll(asked)
    heartbeat.beat(db)
    assert lost_alarms(db) == 0


def test_a_source_that_was_switched_off_does_not_ring_before_it_is_asked(
    server, watch, poll, db, admin
):
    server.pages["/feed"] = page(atom())
    one = watch(f"{server.url}/feed")
    poll(one)
    [limit] = [one for one in rules.everything(db) if one.code == feeds.SILENT]
    rules.change(db, replace(limit, value="0"), officer=admin)
    off = feeds.change(db, replace(feeds.get(db, one.feed.id), is_active=False), officer=admin)
    assert feeds.note_silent(db, officer=admin) == ()
    feeds.change(db, replace(off, is_active=True), officer=admin)
    assert feeds.note_silent(db, officer=admin) == ()


def test_a_folder_gives_what_is_written_to_the_end_and_once(tmp_path, watch, poll):
    folder = tmp_path / "in"
    folder.mkdir()
    one = watch(folder, kind=FeedKind.FOLDER)
    (folder / "1.xml").write_text(alert(LASTING)[:100], encoding="utf-8")
    (folder / "2.xml.part").write_text(alert(LASTING), encoding="utf-8")
    (folder / ".3.xml").write_text(alert(LASTING), encoding="utf-8")
    assert poll(one) == ()
    (folder / "1.xml").write_text(alert(LASTING), encoding="utf-8")
    assert poll(one) == ()
    assert len(poll(one)) == 1
    assert poll(one) == ()
    assert (folder / "1.xml").read_text(encoding="utf-8") == alert(LASTING)


def test_a_folder_is_not_read_again_by_the_next_program(tmp_path, watch, poll, db, monkeypatch):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.xml").write_text(alert(LASTING), encoding="utf-8")
    (folder / "2.xml").write_text("no warning", encoding="utf-8")
    one = watch(folder, kind=FeedKind.FOLDER)
    poll(one)
    assert len(poll(one)) == 1
    again = polling.watch(one.feed, now())
    monkeypatch.setattr(polling.reader, "read", pytest.fail)
    poll(again)
    assert poll(again) == ()
    assert len(passing.page(db)) == 1


def test_the_rest_of_a_file_is_taken_in_by_the_next_program_after_an_interruption(
    tmp_path, watch, poll, db, monkeypatch
):
    folder = tmp_path / "in"
    folder.mkdir()
    entries = (alert(LASTING, identifier=str(number)) for number in range(3))
    (folder / "1.xml").write_text(atom(*(f"<content>{one}</content>" for one in entries)), "utf-8")
    one = watch(folder, kind=FeedKind.FOLDER)
    poll(one)
    real, asked = intake.take_in_one, []

    def ended(*args, **more):
        asked.append(1)
        if len(asked) > 1:
            raise KeyboardInterrupt
        return real(*args, **more)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(intake, "take_in_one", ended)
        poll(one)
    assert len(passing.page(db)) == 1
    again = polling.watch(one.feed, now())
    poll(again)
    poll(again)
    assert len(passing.page(db)) == 3


@pytest.mark.parametrize(("error", "times"), [(TookTooLong, 1), (Damaged, 0)])
def test_the_next_program_reads_again_what_took_too_long_but_not_what_is_damaged(
    tmp_path, watch, poll, monkeypatch, error, times
):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "1.xml").write_text("x", encoding="utf-8")
    one, read = watch(folder, kind=FeedKind.FOLDER), []

    def refused(_data, name, *_args, **_more):
        read.append(name)
        raise error(name=name, line=1)

    monkeypatch.setattr(polling.reader, "read", refused)
    poll(one)
    poll(one)
    read.clear()
    again = polling.watch(one.feed, now())
    poll(again)
    poll(again)
    assert len(read) == times


def test_a_folder_that_is_gone_is_noted(tmp_path, watch, poll, db):
    one = watch(tmp_path / "none", kind=FeedKind.FOLDER)
    assert poll(one) == ()
    assert feeds.get(db, one.feed.id).failures == 1


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("file:///etc/passwd", FeedKind.HTTP),
        ("ftp://192.0.2.1/", FeedKind.HTTP),
        ("http://", FeedKind.HTTP),
        ("http://user:word@192.0.2.1/", FeedKind.HTTP),
        ("http://192.0.2.1/a b", FeedKind.HTTP),
        ("http://192.0.2.1:99999/", FeedKind.HTTP),
        ("relative", FeedKind.FOLDER),
        (" ", FeedKind.FOLDER),
    ],
)
def test_a_source_needs_an_address_that_can_be_asked(db, admin, place, kind):
    with pytest.raises(NoAddress):
        feeds.add(db, a_feed(place, kind=kind), officer=admin)


def test_only_an_administrator_adds_sources(db, chief):
    with pytest.raises(NotAllowed):
        feeds.add(db, a_feed("http://192.0.2.1/"), officer=chief)


def test_waiting_doubles_up_to_a_limit():
    waits = [model.wait(MINUTE, failures, 0) for failures in range(9)]
    assert waits[:3] == [MINUTE, 2 * MINUTE, 4 * MINUTE]
    assert waits[6] == waits[8] == 64 * MINUTE
    assert model.wait(MINUTE, 0, 1) == 1.25 * MINUTE


def test_what_could_not_be_read_in_time_is_asked_for_again(
    server, watch, poll, monkeypatch, tmp_path
):
    server.pages["/feed"] = page(alert(LASTING), '"1"')
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.xml").write_text(alert(LASTING, identifier="2"), encoding="utf-8")
    both = (watch(f"{server.url}/feed"), watch(tmp_path / "in", kind=FeedKind.FOLDER, name="夹"))
    read = polling.reader.read
    poll(both[1])

    def slow(_data, name, *_args, **_more):
        raise TookTooLong(name=name)

    monkeypatch.setattr(polling.reader, "read", slow)
    assert [poll(one) for one in both] == [(), ()]
    monkeypatch.setattr(polling.reader, "read", read)
    assert [len(poll(one)) for one in both] == [1, 1]
    assert [len(poll(one)) for one in both] == [0, 0]


def test_more_links_than_are_fetched_at_once_come_with_the_next_question(server, watch, poll):
    names = [f"/{number}.xml" for number in range(21)]
    server.pages["/feed"] = page(
        atom(*(f'<link href="{server.url}{name}"/>' for name in names)), '"1"'
    )
    for name in names:
        server.pages[name] = page("<nothing/>")
    one = watch(f"{server.url}/feed")
    poll(one)
    poll(one)
    poll(one)
    assert sorted(path for path, _ in server.asked) == sorted([*names, *["/feed"] * 3])

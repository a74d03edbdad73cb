/* Writes down what a program does to the files of one folder, and makes chosen calls fail.
 *
 * Preloaded into a process. RECORDED_FOLDER names the folder, RECORDING the file the record
 * goes to. Each event is a header (see struct event), the path and the bytes written.
 * fault_arm(n, code, sticky) lets the n-th write or sync from now on fail with errno `code`,
 * and all later ones too if sticky; fault_count() says how many there were.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

struct event { uint32_t kind, path_length; uint64_t inode, offset, length; };
enum { OPENED = 1, WRITTEN, SYNCED, CUT, UNLINKED, FOLDER_SYNCED };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int record = -1;
static long armed = -1, seen = 0;
static int fault = 0, sticky = 0;

static const char *folder(void) { return getenv("RECORDED_FOLDER"); }

static int path_of(int fd, char *path) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t n = readlink(link, path, 4095);
  if (n <= 0 || !folder()) return 0;
  path[n] = 0;
  return strncmp(path, folder(), strlen(folder())) == 0;
}

static void put(uint32_t kind, const char *path, uint64_t inode, uint64_t offset,
                const void *data, uint64_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  static int (*real_open)(const char *, int, ...);
  if (!real_open) real_open = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open");
  if (!getenv("RECORDING")) return;
  struct event event = {kind, (uint32_t)strlen(path), inode, offset, length};
  pthread_mutex_lock(&lock);
  if (record < 0) record = real_open(getenv("RECORDING"), O_WRONLY | O_CREAT | O_APPEND, 0600);
  real(record, &event, sizeof event);
  real(record, path, event.path_length);
  if (data) real(record, data, length);
  pthread_mutex_unlock(&lock);
}

static uint64_t inode_of(int fd) {
  struct stat found;
  return fstat(fd, &found) ? 0 : found.st_ino;
}

void fault_arm(long n, int code, int keeps) { seen = 0; armed = n; fault = code; sticky = keeps; }
long fault_count(void) { return seen; }

static int fails(void) {
  seen++;
  if (armed < 0 || seen < armed || (!sticky && seen > armed)) return 0;
  errno = fault;
  return 1;
}

static void opened(int fd) {
  char path[4096];
  if (fd >= 0 && path_of(fd, path)) put(OPENED, path, inode_of(fd), 0, NULL, 0);
}

#define OPEN(name) \
  int name(const char *file, int flags, ...) { \
    static int (*real)(const char *, int, ...); \
    if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, #name); \
    va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest); \
    int fd = real(file, flags, mode); \
    int kept = errno; opened(fd); errno = kept; \
    return fd; \
  }
OPEN(open)
OPEN(open64)

#define PWRITE(name, offset_type) \
  ssize_t name(int fd, const void *data, size_t length, offset_type offset) { \
    REAL(ssize_t, #name, int, const void *, size_t, offset_type); \
    char path[4096]; \
    if (!path_of(fd, path)) return real(fd, data, length, offset); \
    if (fails()) return -1; \
    ssize_t n = real(fd, data, length, offset); \
    if (n > 0) put(WRITTEN, path, inode_of(fd), offset, data, n); \
    return n; \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t length) {
  REAL(ssize_t, "write", int, const void *, size_t);
  char path[4096];
  if (!path_of(fd, path)) return real(fd, data, length);
  if (fails()) return -1;
  off_t offset = lseek(fd, 0, SEEK_CUR);
  ssize_t n = real(fd, data, length);
  if (n > 0) put(WRITTEN, path, inode_of(fd), offset, data, n);
  return n;
}

#define SYNC(name) \
  int name(int fd) { \
    REAL(int, #name, int); \
    char path[4096]; \
    if (!path_of(fd, path)) return real(fd); \
    if (fails()) return -1; \
    int result = real(fd); \
    struct stat found; \
    int is_folder = !fstat(fd, &found) && S_ISDIR(found.st_mode); \
    if (!result) put(is_folder ? FOLDER_SYNCED : SYNCED, path, inode_of(fd), 0, NULL, 0); \
    return result; \
  }
SYNC(fsync)
SYNC(fdatasync)

#define TRUNCATE(name, offset_type) \
  int name(int fd, offset_type length) { \
    REAL(int, #name, int, offset_type); \
    char path[4096]; \
    int result = real(fd, length); \
    if (!result && path_of(fd, path)) put(CUT, path, inode_of(fd), length, NULL, 0); \
    return result; \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

int unlink(const char *file) {
  REAL(int, "unlink", const char *);
  struct stat found;
  uint64_t inode = stat(file, &found) ? 0 : found.st_ino;
  int result = real(file);
  if (!result && folder() && strncmp(file, folder(), strlen(folder())) == 0)
    put(UNLINKED, file, inode, 0, NULL, 0);
  return result;
}

"""The papers of teams: roster, team card, dispatch order, teams on call, resources, expiries."""

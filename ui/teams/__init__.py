"""The page of rescue teams: roster, dispatch, matrix, what runs out, whom to call, supplies."""

"""The page of incidents (突发事件)."""

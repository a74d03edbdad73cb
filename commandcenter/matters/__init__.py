"""Open matters: what somebody still has to see to, with owner and due time."""

"""What happens to records: new ones, other ids, two that become one, those to confirm, links to look after."""

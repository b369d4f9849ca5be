"""The files of records: changed where they change, checked as they would become, written all or none."""

"""The Human Services Data Specification (HSDS, Open Referral): records written in it, and read out of it."""

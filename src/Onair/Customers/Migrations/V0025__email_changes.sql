-- A mailbox that is to become an account's name: it waits until it is shown, and can be taken back for a while after.
CREATE TABLE customer_email_changes (
    id ${uuid} PRIMARY KEY NOT NULL,
    customer_id ${uuid} NOT NULL,
    old_email ${text} NOT NULL,
    new_email ${text} NOT NULL,
    -- What was so when it was asked for: a password that has changed since ends it, and what was added since is undone
    -- when it is taken back.
    stamp ${text} NOT NULL,
    session_id ${uuid} NOT NULL,
    totp_on ${int} NOT NULL CHECK (totp_on IN (0, 1)),
    asked_at ${instant} NOT NULL,
    changed_at ${instant},
    ends_at ${instant} NOT NULL
) ${strict};
CREATE INDEX customer_email_changes_of ON customer_email_changes (customer_id);
CREATE INDEX customer_email_changes_ended ON customer_email_changes (ends_at);

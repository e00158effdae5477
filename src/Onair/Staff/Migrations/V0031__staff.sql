-- Who works here: an account of the shop with roles. Roles are bits; 0 once somebody does not work here any more, as
-- what they did stays written under their name.
CREATE TABLE staff_members (
    customer_id ${uuid} PRIMARY KEY NOT NULL,
    roles ${int} NOT NULL CHECK (roles BETWEEN 0 AND 127),
    added_at ${instant} NOT NULL,
    added_by ${text} NOT NULL,
    version ${int} NOT NULL
) ${strict};

-- Who was asked to work here and has not come yet. Of the link its fingerprint is kept; one at a time for an address.
CREATE TABLE staff_invitations (
    token_key ${uuid} PRIMARY KEY NOT NULL,
    email ${text} NOT NULL,
    email_key ${text} NOT NULL,
    roles ${int} NOT NULL CHECK (roles BETWEEN 1 AND 127),
    invited_by ${text} NOT NULL,
    created_at ${instant} NOT NULL,
    ends_at ${instant} NOT NULL
) ${strict};
CREATE UNIQUE INDEX staff_invitations_email ON staff_invitations (email_key);
CREATE INDEX staff_invitations_end ON staff_invitations (ends_at);

-- Who is at the console now. Roles and stamp are those of the sign-in: when either changes the session is over.
CREATE TABLE staff_sessions (
    id ${uuid} PRIMARY KEY NOT NULL,
    token_key ${uuid} NOT NULL,
    customer_id ${uuid} NOT NULL,
    stamp ${text} NOT NULL,
    roles ${int} NOT NULL,
    created_at ${instant} NOT NULL,
    seen_at ${instant} NOT NULL,
    ends_at ${instant} NOT NULL,
    device ${text} NOT NULL,
    address ${text} NOT NULL
) ${strict};
CREATE UNIQUE INDEX staff_sessions_token ON staff_sessions (token_key);
CREATE INDEX staff_sessions_customer ON staff_sessions (customer_id);
CREATE INDEX staff_sessions_end ON staff_sessions (ends_at);

-- Who saw or changed what, when and from where: only added to. Each row's digest covers the row and the digest before
-- it, so that a row that is changed or gone is found.
CREATE TABLE audit_entries (
    seq ${long} PRIMARY KEY NOT NULL,
    at ${instant} NOT NULL,
    actor ${uuid},
    actor_name ${text} NOT NULL,
    sender ${text} NOT NULL,
    deed ${int} NOT NULL,
    subject ${text} NOT NULL,
    detail ${text} NOT NULL,
    reason ${text} NOT NULL,
    digest ${text} NOT NULL
) ${strict};
CREATE INDEX audit_entries_subject ON audit_entries (subject, seq);
CREATE INDEX audit_entries_actor ON audit_entries (actor, seq);

-- The end of the chain: whoever adds an entry holds this row until the commit.
CREATE TABLE audit_heads (
    one ${int} PRIMARY KEY NOT NULL CHECK (one = 1),
    seq ${long} NOT NULL,
    digest ${text} NOT NULL
) ${strict};
INSERT INTO audit_heads (one, seq, digest) VALUES (1, 0, '');

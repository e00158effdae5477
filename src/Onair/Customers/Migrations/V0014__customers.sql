-- People who have an account. Passwords are one-way hashes, TOTP secrets are sealed, tokens are kept as fingerprints.
CREATE TABLE customers (
    id ${uuid} PRIMARY KEY NOT NULL,
    email ${text} NOT NULL,
    email_key ${text} NOT NULL,
    email_verified_at ${instant},
    name ${text} NOT NULL,
    phone ${text},
    password_hash ${text} NOT NULL,
    -- Changes with everything that must end all sessions; a session is good for its own stamp alone.
    security_stamp ${text} NOT NULL,
    sealed_totp ${text},
    totp_on ${int} NOT NULL CHECK (totp_on IN (0, 1)),
    -- The last step whose code was used: a code works once.
    totp_step ${long} NOT NULL,
    is_english ${int} NOT NULL CHECK (is_english IN (0, 1)),
    created_at ${instant} NOT NULL,
    version ${int} NOT NULL CHECK (version > 0),
    CONSTRAINT customer_totp CHECK (totp_on = 0 OR sealed_totp IS NOT NULL)
) ${strict};
CREATE UNIQUE INDEX customers_email ON customers (email_key);
CREATE INDEX customers_unverified ON customers (created_at) WHERE email_verified_at IS NULL;

CREATE TABLE customer_codes (
    customer_id ${uuid} NOT NULL,
    code ${text} NOT NULL,
    PRIMARY KEY (customer_id, code)
) ${strict};

CREATE TABLE customer_passkeys (
    credential_id ${text} PRIMARY KEY NOT NULL,
    customer_id ${uuid} NOT NULL,
    id ${uuid} NOT NULL,
    name ${text} NOT NULL,
    public_key ${text} NOT NULL,
    sign_count ${long} NOT NULL,
    transports ${text} NOT NULL,
    is_user_verified ${int} NOT NULL,
    is_backup_eligible ${int} NOT NULL,
    is_backed_up ${int} NOT NULL,
    created_at ${instant} NOT NULL
) ${strict};
CREATE INDEX customer_passkeys_of ON customer_passkeys (customer_id);

CREATE TABLE customer_sessions (
    id ${uuid} PRIMARY KEY NOT NULL,
    token_key ${uuid} NOT NULL,
    customer_id ${uuid} NOT NULL,
    stamp ${text} NOT NULL,
    created_at ${instant} NOT NULL,
    seen_at ${instant} NOT NULL,
    ends_at ${instant} NOT NULL,
    device ${text} NOT NULL,
    address ${text} NOT NULL
) ${strict};
CREATE UNIQUE INDEX customer_sessions_token ON customer_sessions (token_key);
CREATE INDEX customer_sessions_of ON customer_sessions (customer_id);
CREATE INDEX customer_sessions_ended ON customer_sessions (ends_at);

-- Browsers in which a customer has signed in: others' failures do not slow them down.
CREATE TABLE customer_devices (
    token_key ${uuid} NOT NULL,
    customer_id ${uuid} NOT NULL,
    seen_at ${instant} NOT NULL,
    PRIMARY KEY (token_key, customer_id)
) ${strict};
CREATE INDEX customer_devices_of ON customer_devices (customer_id);
CREATE INDEX customer_devices_seen ON customer_devices (seen_at);

-- Tries that count against somebody: a bucket is a fingerprint of an account, an address or both.
CREATE TABLE customer_tries (
    bucket ${uuid} PRIMARY KEY NOT NULL,
    tries ${int} NOT NULL CHECK (tries >= 0),
    last_at ${instant} NOT NULL,
    open_at ${instant} NOT NULL
) ${hot};
CREATE INDEX customer_tries_last ON customer_tries (last_at);

CREATE TABLE customer_addresses (
    id ${uuid} PRIMARY KEY NOT NULL,
    customer_id ${uuid} NOT NULL,
    label ${text} NOT NULL,
    recipient ${text} NOT NULL,
    phone ${text} NOT NULL,
    postcode ${text} NOT NULL,
    line1 ${text} NOT NULL,
    line2 ${text} NOT NULL,
    memo ${text} NOT NULL,
    is_default ${int} NOT NULL CHECK (is_default IN (0, 1))
) ${strict};
CREATE INDEX customer_addresses_of ON customer_addresses (customer_id);
CREATE UNIQUE INDEX customer_addresses_default ON customer_addresses (customer_id) WHERE is_default = 1;

-- What a person said to each purpose, and when. Only added to while the person is a customer; the newest counts.
CREATE TABLE customer_consents (
    id ${serial},
    customer_id ${uuid} NOT NULL,
    purpose ${int} NOT NULL CHECK (purpose BETWEEN 1 AND 6),
    granted ${int} NOT NULL CHECK (granted IN (0, 1)),
    text_version ${text} NOT NULL,
    at ${instant} NOT NULL,
    -- When it was asked whether a consent to marketing still holds; null for not yet.
    asked_at ${instant}
) ${strict};
CREATE INDEX customer_consents_of ON customer_consents (customer_id, purpose, id);
CREATE INDEX customer_consents_ask ON customer_consents (at) WHERE asked_at IS NULL AND granted = 1;

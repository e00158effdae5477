-- Random keys that all nodes of a shop share, made on the first start.
CREATE TABLE shop_secrets (
    name ${text} PRIMARY KEY NOT NULL,
    value ${text} NOT NULL,
    created_at ${instant} NOT NULL
) ${strict};

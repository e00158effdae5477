-- The short word by which an offer is found from a TV picture. An offer keeps its word, and no other gets it.
CREATE TABLE offer_codes (
    code ${text} PRIMARY KEY NOT NULL,
    offer_id ${uuid} NOT NULL,
    made_at ${instant} NOT NULL
) ${strict};
CREATE UNIQUE INDEX offer_codes_of ON offer_codes (offer_id);

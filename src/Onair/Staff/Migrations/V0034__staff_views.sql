-- Tables of the console as their readers like them: the part of an address behind the question mark, under a name.
CREATE TABLE staff_views (
    customer_id ${uuid} NOT NULL,
    desk ${text} NOT NULL,
    name ${text} NOT NULL,
    query ${text} NOT NULL,
    PRIMARY KEY (customer_id, desk, name)
) ${clustered};

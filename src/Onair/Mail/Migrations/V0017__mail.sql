-- Letters until they are sent. To whom and what is one sealed text: the row alone says nothing of anybody.
CREATE TABLE mail_letters (
    id ${uuid} PRIMARY KEY NOT NULL,
    sealed ${text} NOT NULL,
    created_at ${instant} NOT NULL
) ${strict};
CREATE INDEX mail_letters_old ON mail_letters (created_at);

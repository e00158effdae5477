-- What viewers ask. Nobody but who asked and the producer sees one before the producer shows or answers it.
CREATE TABLE questions (
    id ${uuid} PRIMARY KEY NOT NULL,
    broadcast_id ${uuid} NOT NULL,
    asker ${uuid} NOT NULL,
    language ${text} NOT NULL CHECK (language IN ('ko', 'en')),
    question ${text} NOT NULL,
    asked_at ${instant} NOT NULL,
    state ${int} NOT NULL CHECK (state BETWEEN 1 AND 4),
    answer ${text},
    changed_at ${instant} NOT NULL,
    actor ${text},
    CONSTRAINT question_has_its_answer CHECK (state <> 4 OR answer IS NOT NULL)
) ${strict};
CREATE INDEX questions_by_show ON questions (broadcast_id, asked_at);
CREATE INDEX questions_seen ON questions (broadcast_id, changed_at) WHERE state >= 3;
CREATE INDEX questions_to_purge ON questions (changed_at);

-- What the host has said above the show, one line at a time. The newest counts; empty texts took the one before down.
CREATE TABLE announcements (
    broadcast_id ${uuid} NOT NULL,
    number ${int} NOT NULL,
    text_ko ${text} NOT NULL,
    text_en ${text} NOT NULL,
    said_at ${instant} NOT NULL,
    actor ${text} NOT NULL,
    PRIMARY KEY (broadcast_id, number),
    CONSTRAINT announcement_is_in_both_languages CHECK ((text_ko = '') = (text_en = ''))
) ${clustered};
CREATE INDEX announcements_to_purge ON announcements (said_at);

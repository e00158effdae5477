-- The picture of a show: 16:9, or 9:16 as a phone films it. A page reserves its place before the stream is there.
ALTER TABLE broadcasts ADD COLUMN is_portrait ${int} NOT NULL DEFAULT 0 CHECK (is_portrait IN (0, 1));

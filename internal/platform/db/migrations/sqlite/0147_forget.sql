-- +goose Up
-- What is old is found without reading what is not, to be removed.
CREATE INDEX form_press_pressed ON form_press (pressed);
CREATE INDEX job_done ON job (done) WHERE done IS NOT NULL;
CREATE INDEX sign_in_link_expires ON sign_in_link (expires);
CREATE INDEX sign_in_code_expires ON sign_in_code (expires);
CREATE INDEX session_token_ends ON session_token (ends);

-- +goose Down
DROP INDEX session_token_ends;
DROP INDEX sign_in_code_expires;
DROP INDEX sign_in_link_expires;
DROP INDEX job_done;
DROP INDEX form_press_pressed;

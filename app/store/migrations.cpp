#include "app/store/migrations.h"

#include <array>

namespace deepwell {
namespace {

// Chats and messages.
constexpr const char* kVersion1 = R"sql(
CREATE TABLE chats(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  title TEXT NOT NULL DEFAULT '',
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  model_path TEXT NOT NULL DEFAULT '',
  model_name TEXT NOT NULL DEFAULT '',
  deleted_at INTEGER,
  leaf INTEGER REFERENCES messages(id) DEFERRABLE INITIALLY DEFERRED);

CREATE TABLE messages(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  chat INTEGER NOT NULL REFERENCES chats(id) ON DELETE CASCADE,
  parent INTEGER REFERENCES messages(id) DEFERRABLE INITIALLY DEFERRED,
  role TEXT NOT NULL CHECK(role IN ('system', 'user', 'assistant')),
  reasoning TEXT NOT NULL DEFAULT '',
  text TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK(state IN ('streaming', 'finished', 'interrupted', 'cancelled', 'failed')),
  error TEXT NOT NULL DEFAULT '',
  model TEXT NOT NULL DEFAULT '',
  sampling TEXT NOT NULL DEFAULT '',
  prompt_tokens INTEGER NOT NULL DEFAULT 0,
  cached_tokens INTEGER NOT NULL DEFAULT 0,
  reasoning_tokens INTEGER NOT NULL DEFAULT 0,
  text_tokens INTEGER NOT NULL DEFAULT 0,
  prefill_seconds REAL NOT NULL DEFAULT 0,
  reasoning_seconds REAL NOT NULL DEFAULT 0,
  decode_seconds REAL NOT NULL DEFAULT 0,
  finish_reason TEXT NOT NULL DEFAULT '',
  created INTEGER NOT NULL,
  CHECK(parent < id));

CREATE INDEX messages_by_parent ON messages(chat, parent);
CREATE INDEX messages_streaming ON messages(id) WHERE state = 'streaming';
CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
)sql";

// Archive, the mark between thinking and answer, search.
constexpr const char* kVersion2 = R"sql(
ALTER TABLE chats ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
ALTER TABLE messages ADD COLUMN reasoning_finished INTEGER NOT NULL DEFAULT 0;
UPDATE messages SET reasoning_finished = 1 WHERE text <> '' OR (state = 'finished' AND finish_reason <> 'length');

CREATE VIRTUAL TABLE chat_search USING fts5(
  title, content = 'chats', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO chat_search(rowid, title) SELECT id, title FROM chats;
CREATE TRIGGER chat_search_insert AFTER INSERT ON chats BEGIN
  INSERT INTO chat_search(rowid, title) VALUES(new.id, new.title);
END;
CREATE TRIGGER chat_search_delete AFTER DELETE ON chats BEGIN
  INSERT INTO chat_search(chat_search, rowid, title) VALUES('delete', old.id, old.title);
END;
CREATE TRIGGER chat_search_update AFTER UPDATE OF title ON chats BEGIN
  INSERT INTO chat_search(chat_search, rowid, title) VALUES('delete', old.id, old.title);
  INSERT INTO chat_search(rowid, title) VALUES(new.id, new.title);
END;

CREATE VIRTUAL TABLE message_search USING fts5(
  text, reasoning, content = 'messages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',
  prefix = '2 3');
INSERT INTO message_search(rowid, text, reasoning)
  SELECT id, text, reasoning FROM messages WHERE state <> 'streaming';
CREATE TRIGGER message_search_insert AFTER INSERT ON messages WHEN new.state <> 'streaming' BEGIN
  INSERT INTO message_search(rowid, text, reasoning) VALUES(new.id, new.text, new.reasoning);
END;
CREATE TRIGGER message_search_delete AFTER DELETE ON messages WHEN old.state <> 'streaming' BEGIN
  INSERT INTO message_search(message_search, rowid, text, reasoning)
    VALUES('delete', old.id, old.text, old.reasoning);
END;
CREATE TRIGGER message_search_update AFTER UPDATE OF state, text, reasoning ON messages
  WHEN old.state <> 'streaming' OR new.state <> 'streaming' BEGIN
  INSERT INTO message_search(message_search, rowid, text, reasoning)
    SELECT 'delete', old.id, old.text, old.reasoning WHERE old.state <> 'streaming';
  INSERT INTO message_search(rowid, text, reasoning)
    SELECT new.id, new.text, new.reasoning WHERE new.state <> 'streaming';
END;
)sql";

// Folders, pins, settings and origins of chats; attachments, whole receipts and the bin of messages; drafts; streamed
// pieces in rows of their own, so that a flush writes what is new and not the whole message.
// The search index is kept by our code: triggers may not touch FTS5 under trusted_schema = OFF.
constexpr const char* kVersion3 = R"sql(
DROP TRIGGER chat_search_insert;
DROP TRIGGER chat_search_delete;
DROP TRIGGER chat_search_update;
DROP TRIGGER message_search_insert;
DROP TRIGGER message_search_delete;
DROP TRIGGER message_search_update;

CREATE TABLE folders(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, created INTEGER NOT NULL);

ALTER TABLE chats ADD COLUMN title_source INTEGER NOT NULL DEFAULT 0;
UPDATE chats SET title_source = 2;
ALTER TABLE chats ADD COLUMN folder INTEGER REFERENCES folders(id) ON DELETE SET NULL;
ALTER TABLE chats ADD COLUMN pinned INTEGER;
ALTER TABLE chats ADD COLUMN settings TEXT NOT NULL DEFAULT '';
ALTER TABLE chats ADD COLUMN origin TEXT;
CREATE INDEX chats_pinned ON chats(archived, updated, id) WHERE deleted_at IS NULL AND pinned IS NOT NULL;
CREATE INDEX chats_listed ON chats(archived, updated, id) WHERE deleted_at IS NULL AND pinned IS NULL;
CREATE INDEX chats_in_folder ON chats(folder, archived, updated, id) WHERE deleted_at IS NULL AND folder IS NOT NULL;
CREATE INDEX chats_deleted ON chats(updated, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX chats_by_origin ON chats(origin) WHERE origin IS NOT NULL;
CREATE INDEX chats_by_leaf ON chats(leaf) WHERE leaf IS NOT NULL;

ALTER TABLE messages ADD COLUMN model_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN template_hash TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN seed TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN device TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN build TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN deleted_at INTEGER;
DROP INDEX messages_by_parent;
CREATE INDEX messages_by_parent ON messages(chat, parent, deleted_at);
CREATE INDEX messages_children ON messages(parent) WHERE parent IS NOT NULL;
CREATE INDEX messages_deleted ON messages(deleted_at, chat) WHERE deleted_at IS NOT NULL;

CREATE TABLE attachments(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  text TEXT NOT NULL);
CREATE INDEX attachments_by_message ON attachments(message);

CREATE TABLE stream_chunks(
  id INTEGER PRIMARY KEY,
  message INTEGER NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
  text_was_reasoning INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  text_tokens INTEGER NOT NULL,
  reasoning_seconds REAL NOT NULL,
  reasoning TEXT NOT NULL,
  text TEXT NOT NULL);
CREATE INDEX stream_chunks_by_message ON stream_chunks(message);

CREATE TABLE drafts(chat INTEGER PRIMARY KEY, changed INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TRIGGER drafts_delete AFTER DELETE ON chats BEGIN DELETE FROM drafts WHERE chat = old.id; END;
)sql";

// The search index by words of our own tokenizer, without places in the text (snippets find those), with an index of
// word beginnings of up to four letters: rows come newest first without any sorting.
constexpr const char* kVersion4 = R"sql(
DROP TABLE chat_search;
DROP TABLE message_search;
CREATE VIRTUAL TABLE chat_search USING fts5(
  title, content = 'chats', content_rowid = 'id', tokenize = 'deepwell', detail = 'none', prefix = '1 2 3 4');
INSERT INTO chat_search(chat_search) VALUES('rebuild');
CREATE VIRTUAL TABLE message_search USING fts5(
  text, reasoning, content = 'messages', content_rowid = 'id', tokenize = 'deepwell', detail = 'none',
  prefix = '1 2 3 4');
INSERT INTO message_search(rowid, text, reasoning)
  SELECT id, text, reasoning FROM messages WHERE state <> 'streaming';
)sql";

// Files of drafts.
constexpr const char* kVersion5 = R"sql(
CREATE TABLE draft_files(
  id INTEGER PRIMARY KEY,
  chat INTEGER NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  tokens INTEGER NOT NULL,
  note TEXT NOT NULL,
  path TEXT NOT NULL,
  text TEXT NOT NULL);
CREATE INDEX draft_files_by_chat ON draft_files(chat);
CREATE TRIGGER draft_files_delete AFTER DELETE ON chats BEGIN DELETE FROM draft_files WHERE chat = old.id; END;
)sql";

constexpr std::array kScripts = {kVersion1, kVersion2, kVersion3, kVersion4, kVersion5};

}  // namespace

std::span<const char* const> migrationScripts() { return kScripts; }

}  // namespace deepwell

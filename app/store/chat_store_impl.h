// What the parts of ChatStore share: chat_store.cpp (open), chats.cpp, folders.cpp, settings.cpp, drafts.cpp,
// messages.cpp, branches.cpp, fork.cpp, search.cpp, erase.cpp, purge.cpp.
#pragma once

#include <mutex>
#include <type_traits>
#include <utility>

#include "app/store/chat_store.h"
#include "app/store/database.h"
#include "app/store/file_lock.h"
#include "app/store/readers.h"
#include "app/store/salvage.h"
#include "app/store/search_index.h"
#include "app/store/write_turn.h"

namespace deepwell {

struct ChatStore::Impl {
  std::filesystem::path path;
  FileLock lock;                         // holds nothing if opened to read only
  WriteTurn turn;                        // of all connections of this process that write
  std::unique_ptr<SQLite::Database> db;  // writes; only with the turn
  Readers readers;                       // see what is committed, and wait for nobody

  Status claim(const std::filesystem::path& wanted, bool writable);
  Status connect(bool writable);
  void disconnect();

  // Runs body(db) on a connection that only reads, with exceptions turned into errors.
  template <class Body>
  auto read(Body&& body) {
    return watched([&] {
      Readers::Lease reader = readers.take();
      return body(reader.db());
    });
  }

  // Runs body() with exceptions turned into errors. Damage that a query met is remembered for the next start; an error
  // that body returns by itself may be of another file, one that is imported.
  template <class Body>
  auto watched(Body&& body) {
    return guarded(path, [&] {
      try {
        return body();
      } catch (const SQLite::Exception& exception) {
        if (errorOf(path, exception).code == ErrorCode::kCorruptFile) markSuspect(path);
        throw;
      }
    });
  }

  // Runs body(db) alone on the connection that writes.
  template <class Body>
  auto run(Body&& body) {
    const std::lock_guard guard(turn);
    return watched([&] { return body(*db); });
  }

  // The same inside one transaction, which is undone if the body fails.
  template <class Body>
  auto change(Body&& body) {
    return run([&](SQLite::Database& database) -> std::invoke_result_t<Body&, SQLite::Database&> {
      return despiteIndexDamage(database, path, [&] {
        SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
        auto result = body(database);
        if (result) transaction.commit();
        return result;
      });
    });
  }
};

// Connections of their own for what takes long: export and import.
struct StoreAccess {
  template <class Body>
  static auto guardedRead(ChatStore& store, Body&& body) {
    ChatStore::Impl& impl = *store.impl_;
    return impl.watched([&] {
      const auto db = openConnection(impl.path, false);
      return body(*db);
    });
  }
  template <class Body>
  static auto guardedWrite(ChatStore& store, Body&& body) {
    ChatStore::Impl& impl = *store.impl_;
    return impl.watched([&] {
      const auto db = openConnection(impl.path, true);
      setDurability(*db, Durability::kPowerCut);
      return body(*db, impl.turn);
    });
  }
};

// Binds the arguments in order to the question marks of `sql`.
template <class... Args>
SQLite::Statement query(SQLite::Database& db, const char* sql, const Args&... args);

// The same, runs it, and returns the number of changed rows.
template <class... Args>
int execute(SQLite::Database& db, const char* sql, const Args&... args);

// Takes a row's columns from left to right.
class ColumnReader {
 public:
  explicit ColumnReader(SQLite::Statement& row) : row_(row) {}
  std::string text() { return row_.getColumn(next_++).getString(); }
  int64_t int64() { return row_.getColumn(next_++).getInt64(); }
  int32_t int32() { return row_.getColumn(next_++).getInt(); }
  double real() { return row_.getColumn(next_++).getDouble(); }
  bool flag() { return int32() != 0; }
  std::optional<int64_t> optionalInt64() {
    const SQLite::Column column = row_.getColumn(next_++);
    if (column.isNull()) return std::nullopt;
    return column.getInt64();
  }

 private:
  SQLite::Statement& row_;
  int next_ = 0;
};

// --- details ---
namespace detail {
inline void bindOne(SQLite::Statement& statement, int index, std::string_view value) {
  statement.bind(index, std::string(value));
}
inline void bindOne(SQLite::Statement& statement, int index, const std::string& value) { statement.bind(index, value); }
inline void bindOne(SQLite::Statement& statement, int index, const char* value) { statement.bind(index, value); }
inline void bindOne(SQLite::Statement& statement, int index, double value) { statement.bind(index, value); }
inline void bindOne(SQLite::Statement& statement, int index, int64_t value) { statement.bind(index, value); }
inline void bindOne(SQLite::Statement& statement, int index, int32_t value) { statement.bind(index, value); }
inline void bindOne(SQLite::Statement& statement, int index, bool value) { statement.bind(index, value ? 1 : 0); }
inline void bindOne(SQLite::Statement& statement, int index, const std::optional<int64_t>& value) {
  if (value)
    statement.bind(index, *value);
  else
    statement.bind(index);
}
}  // namespace detail

template <class... Args>
SQLite::Statement query(SQLite::Database& db, const char* sql, const Args&... args) {
  SQLite::Statement statement(db, sql);
  int index = 0;
  (detail::bindOne(statement, ++index, args), ...);
  return statement;
}

template <class... Args>
int execute(SQLite::Database& db, const char* sql, const Args&... args) {
  SQLite::Statement statement = query(db, sql, args...);
  statement.exec();
  return db.getChanges();
}

inline std::optional<int64_t> optionalId(const SQLite::Column& column) {
  if (column.isNull()) return std::nullopt;
  return column.getInt64();
}

// One row was changed, or the error says that there is no such chat.
Status oneChat(int changed, ChatId id);

// Runs `sql` for every chat: its id is bound after `args`. An error takes everything back, as everywhere in change().
template <class... Args>
Status changeEach(SQLite::Database& db, std::span<const ChatId> ids, const char* sql, const Args&... args) {
  for (const ChatId id : ids) DEEPWELL_TRY(oneChat(execute(db, sql, args..., id), id));
  return {};
}

}  // namespace deepwell

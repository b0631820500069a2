// Tells by its shape which table a row of a damaged history is of, and puts it into a new one.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "app/store/damaged_file.h"

namespace deepwell {

// Within one transaction, foreign keys off. All throw SQLite::Exception.
class SalvagedRows {
 public:
  explicit SalvagedRows(SQLite::Database& db);

  // Adds the row, if it is of a table that is kept. Of two with one id the first counts.
  void take(const SalvagedRow& row);

  // After all rows: every message gets a chat and a message before it, every chat an end that is there.
  void joinUp();

 private:
  bool takeMessage(const SalvagedRow& row);
  bool takeChat(const SalvagedRow& row);
  bool takeSmall(const SalvagedRow& row);
  void insert(SQLite::Statement& statement);

  SQLite::Database& db_;
  SQLite::Statement message_;
  SQLite::Statement chat_;
  SQLite::Statement folder_;
  SQLite::Statement draft_;
  SQLite::Statement draft_file_;
  SQLite::Statement attachment_;
  SQLite::Statement chunk_;
  SQLite::Statement setting_;
};

}  // namespace deepwell

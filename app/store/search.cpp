// ChatStore: full-text search over titles, texts and thoughts.
#include <algorithm>

#include "app/store/chat_store_impl.h"
#include "app/store/search_query.h"

namespace deepwell {
namespace {

constexpr int kMaxHits = 1000;

// " AND (instr(a, ?) OR instr(b, ?))" for every text that must be contained.
std::string containsClause(const SearchQuery& wanted, const std::string& one) {
  std::string sql;
  for (size_t i = 0; i < wanted.contains.size(); ++i) sql += " AND " + one;
  return sql;
}

SQLite::Statement bindSearch(SQLite::Database& db, const std::string& sql, const SearchQuery& wanted, int columns,
                             int limit) {
  SQLite::Statement rows(db, sql);
  int index = 0;
  if (!wanted.match.empty()) rows.bind(++index, wanted.match);
  for (const std::string& text : wanted.contains)
    for (int column = 0; column < columns; ++column) rows.bind(++index, text);
  rows.bind(++index, limit);
  return rows;
}

bool hasMatch(const std::string& snippet) { return snippet.find(kMatchBegin) != std::string::npos; }

void searchTitles(SQLite::Database& db, const SearchQuery& wanted, int limit, std::vector<SearchHit>& hits) {
  const bool words = !wanted.match.empty();
  const std::string sql =
      std::string("SELECT c.id, c.title, c.updated, ") +
      (words ? "snippet(chat_search, 0, char(1), char(2), '\u2026', 16) FROM chat_search JOIN chats c "
               "ON c.id = chat_search.rowid WHERE chat_search MATCH ? AND c.deleted_at IS NULL"
             : "'' FROM chats c WHERE c.deleted_at IS NULL") +
      containsClause(wanted, "instr(c.title, ?)") + " ORDER BY c.updated DESC LIMIT ?";
  SQLite::Statement rows = bindSearch(db, sql, wanted, 1, limit);
  while (rows.executeStep()) {
    SearchHit hit;
    hit.chat = rows.getColumn(0).getInt64();
    hit.chat_title = rows.getColumn(1).getString();
    hit.created = rows.getColumn(2).getInt64();
    hit.snippet =
        words ? splitSnippet(rows.getColumn(3).getString()) : snippetAround(hit.chat_title, wanted.contains.front());
    hits.push_back(std::move(hit));
  }
}

// Columns: chat, title, message, role, created, then text and reasoning (snippets, or whole where there are no words).
SearchHit readMessageHit(SQLite::Statement& row, const SearchQuery& wanted) {
  SearchHit hit;
  hit.chat = row.getColumn(0).getInt64();
  hit.chat_title = row.getColumn(1).getString();
  hit.message = row.getColumn(2).getInt64();
  hit.role = chatRoleOf(row.getColumn(3).getString());
  hit.created = row.getColumn(4).getInt64();
  const std::string text = row.getColumn(5).getString();
  const std::string reasoning = row.getColumn(6).getString();
  if (!wanted.match.empty()) {
    hit.in_reasoning = !hasMatch(text) && hasMatch(reasoning);
    hit.snippet = splitSnippet(hit.in_reasoning ? reasoning : text);
  } else {
    const std::string& term = wanted.contains.front();
    hit.in_reasoning = text.find(term) == std::string::npos;
    hit.snippet = snippetAround(hit.in_reasoning ? reasoning : text, term);
  }
  return hit;
}

void searchMessages(SQLite::Database& db, const SearchQuery& wanted, int limit, std::vector<SearchHit>& hits) {
  const bool words = !wanted.match.empty();
  const std::string sql =
      std::string("SELECT c.id, c.title, m.id, m.role, m.created, ") +
      (words ? "snippet(message_search, 0, char(1), char(2), '\u2026', 16), "
               "snippet(message_search, 1, char(1), char(2), '\u2026', 16) "
               "FROM message_search JOIN messages m ON m.id = message_search.rowid JOIN chats c ON c.id = m.chat "
               "WHERE message_search MATCH ? AND c.deleted_at IS NULL AND m.deleted_at IS NULL"
             : "m.text, m.reasoning FROM messages m JOIN chats c ON c.id = m.chat WHERE c.deleted_at IS NULL "
               "AND m.state <> 'streaming' AND m.deleted_at IS NULL") +
      containsClause(wanted, "(instr(m.text, ?) OR instr(m.reasoning, ?))") +
      // A match in a text weighs more than one in the thinking.
      (words ? " ORDER BY bm25(message_search, 4.0, 1.0), m.id DESC LIMIT ?" : " ORDER BY m.id DESC LIMIT ?");
  SQLite::Statement rows = bindSearch(db, sql, wanted, 2, limit);
  while (rows.executeStep()) hits.push_back(readMessageHit(rows, wanted));
}

}  // namespace

Result<std::vector<SearchHit>> ChatStore::search(std::string_view text, int limit) {
  const SearchQuery wanted = parseSearchQuery(text);
  const int most = std::clamp(limit, 0, kMaxHits);
  if (wanted.empty() || most == 0) return std::vector<SearchHit>();
  return impl_->readOn(impl_->searcher, [&](SQLite::Database& db) -> Result<std::vector<SearchHit>> {
    std::vector<SearchHit> hits;
    searchTitles(db, wanted, most, hits);
    searchMessages(db, wanted, most - static_cast<int>(hits.size()), hits);
    return hits;
  });
}

}  // namespace deepwell

// ChatStore: full-text search over titles, texts and thoughts. At any size of the history it stays quick because it is
// bounded: of all rows that match, the newest are looked at, and only those are ranked; a ranking of all (bm25) would
// read a million rows for a frequent word.
#include <algorithm>
#include <set>

#include "app/store/chat_store_impl.h"
#include "app/store/search_query.h"

namespace deepwell {
namespace {

constexpr int kMaxHits = 1000;
constexpr int kSpareCandidates = 100;        // looked at beyond the limit, for the ranking
constexpr size_t kTitleShare = 4;            // at most one in so many hits is a title, while messages are enough
constexpr int64_t kScannedMessages = 10000;  // for signs, which the index does not have: the newest
constexpr size_t kMostOfOneText = 1U << 20;  // bytes that are looked at for the place of a match
constexpr size_t kMostOfAllTexts = 8U << 20;
constexpr int kStepsBetweenLooks = 500;  // of SQLite's machine, between looks at the stop token

class Search {
 public:
  Search(SQLite::Database& db, const Tokenizer& tokenizer, const SearchQuery& query, size_t limit)
      : db_(db), tokenizer_(tokenizer), query_(query), limit_(limit) {}

  std::vector<SearchHit> run() {
    titles();
    if (!query_.hasWords()) {
      scan();
    } else {
      messages(false);  // whole words, which are fewer rows than all that begin so
      if (found_.size() < limit_) messages(true);
    }
    return joined();
  }

 private:
  struct Found {
    SearchHit hit;
    int tier;  // lower is better
  };

  Matches look(std::string_view text) {
    const size_t most = std::min({text.size(), kMostOfOneText, budget_});
    budget_ -= most;
    return findMatches(tokenizer_, query_, text, most);
  }

  void titles();
  void messages(bool prefixes);
  void scan();
  void take(SQLite::Statement& row, bool prefixes);
  std::vector<SearchHit> joined();

  SQLite::Database& db_;
  const Tokenizer& tokenizer_;
  const SearchQuery& query_;
  size_t limit_;
  size_t budget_ = kMostOfAllTexts;
  std::vector<SearchHit> titles_;
  std::vector<Found> found_;
  std::set<MessageId> seen_;
};

void Search::titles() {
  const bool words = query_.hasWords();
  SQLite::Statement rows(db_, words
                                  ? "SELECT c.id, c.title, c.updated FROM chat_search s JOIN chats c ON c.id = s.rowid "
                                    "WHERE chat_search MATCH ? AND c.deleted_at IS NULL ORDER BY s.rowid DESC LIMIT ?"
                                  : "SELECT id, title, updated FROM chats WHERE instr(title, ?) AND deleted_at IS NULL "
                                    "ORDER BY id DESC LIMIT ?");
  rows.bind(1, words ? query_.match(true) : query_.terms.front().text);
  rows.bind(2, static_cast<int64_t>(limit_ + kSpareCandidates));
  while (rows.executeStep()) {
    ColumnReader columns(rows);
    SearchHit hit;
    hit.chat = columns.int64();
    hit.chat_title = columns.text();
    hit.created = columns.int64();
    const Matches matches = look(hit.chat_title);
    if (!matches.complete) continue;
    hit.snippet = cutSnippet(hit.chat_title, matches);
    titles_.push_back(std::move(hit));
  }
  std::stable_sort(titles_.begin(), titles_.end(),
                   [](const SearchHit& a, const SearchHit& b) { return a.created > b.created; });
}

// Columns of a message's row, in take()'s order. Rows in the bin are told by an index: their own mark lies behind the
// texts.
#define DEEPWELL_FOUND_COLUMNS "SELECT c.id, c.title, m.id, m.role, m.reasoning, m.text, m.created FROM "
#define DEEPWELL_NOT_IN_BIN \
  " c.deleted_at IS NULL AND m.id NOT IN (SELECT id FROM messages WHERE deleted_at IS NOT NULL) "

void Search::messages(bool prefixes) {
  SQLite::Statement rows(db_, DEEPWELL_FOUND_COLUMNS
                         "message_search s CROSS JOIN messages m ON m.id = s.rowid CROSS JOIN chats c ON c.id = m.chat "
                         "WHERE message_search MATCH ? AND" DEEPWELL_NOT_IN_BIN "ORDER BY s.rowid DESC");
  rows.bind(1, query_.match(prefixes));
  // Rows of which the words are not enough are looked at and left, so their number is bounded too.
  size_t looked = 0;
  while (found_.size() < limit_ + kSpareCandidates && looked++ < 10 * (limit_ + kSpareCandidates) && budget_ > 0 &&
         rows.executeStep())
    take(rows, prefixes);
}

void Search::scan() {
  SQLite::Statement rows(
      db_, DEEPWELL_FOUND_COLUMNS
      "messages m CROSS JOIN chats c ON c.id = m.chat WHERE m.id > (SELECT max(id) FROM messages) - ? "
      "AND (instr(m.text, ?) OR instr(m.reasoning, ?)) AND m.state <> 'streaming' AND" DEEPWELL_NOT_IN_BIN
      "ORDER BY m.id DESC");
  rows.bind(1, kScannedMessages);
  rows.bind(2, query_.terms.front().text);
  rows.bind(3, query_.terms.front().text);
  while (found_.size() < limit_ && budget_ > 0 && rows.executeStep()) take(rows, true);
}

void Search::take(SQLite::Statement& row, bool prefixes) {
  ColumnReader columns(row);
  SearchHit hit;
  hit.chat = columns.int64();
  hit.chat_title = columns.text();
  hit.message = columns.int64();
  if (!seen_.insert(*hit.message).second) return;
  hit.role = chatRoleOf(columns.text());
  const std::string reasoning = columns.text();
  const std::string text = columns.text();
  hit.created = columns.int64();
  const Matches in_text = look(text);
  Matches in_reasoning;
  const uint64_t all = (uint64_t{1} << query_.terms.size()) - 1;
  if (in_text.terms != all && !reasoning.empty()) in_reasoning = look(reasoning);
  // What must stand as it was typed may stand in either; behind the bound of what is looked at it is believed.
  const bool whole = text.size() <= kMostOfOneText && reasoning.size() <= kMostOfOneText;
  if (whole && !in_text.complete && !in_reasoning.complete) return;
  hit.in_reasoning = in_text.terms == 0 && in_reasoning.terms != 0;
  hit.snippet = hit.in_reasoning ? cutSnippet(reasoning, in_reasoning) : cutSnippet(text, in_text);
  const int tier = (prefixes ? 2 : 0) + (in_text.terms == all ? 0 : 1);
  found_.push_back({std::move(hit), tier});
}

std::vector<SearchHit> Search::joined() {
  // By time, not as the rows came: those of an import are new in the history, but older.
  std::stable_sort(found_.begin(), found_.end(), [](const Found& a, const Found& b) {
    return a.tier != b.tier ? a.tier < b.tier : a.hit.created > b.hit.created;
  });
  const size_t share = std::max<size_t>(limit_ / kTitleShare, 1);
  const size_t room = limit_ - std::min(limit_, found_.size());
  titles_.resize(std::min({titles_.size(), limit_, std::max(share, room)}));
  std::vector<SearchHit> hits = std::move(titles_);
  for (Found& one : found_) {
    if (hits.size() >= limit_) break;
    hits.push_back(std::move(one.hit));
  }
  return hits;
}

// While it lives a statement of the connection ends with SQLITE_INTERRUPT once a stop is asked for.
class StopWatch {
 public:
  StopWatch(SQLite::Database& db, const std::stop_token& stop) : db_(db.getHandle()), stop_(stop) {
    if (stop_.stop_possible())
      sqlite3_progress_handler(
          db_, kStepsBetweenLooks,
          [](void* self) { return static_cast<StopWatch*>(self)->stop_.stop_requested() ? 1 : 0; }, this);
  }
  ~StopWatch() { sqlite3_progress_handler(db_, 0, nullptr, nullptr); }
  StopWatch(const StopWatch&) = delete;
  StopWatch& operator=(const StopWatch&) = delete;

 private:
  sqlite3* db_;
  std::stop_token stop_;
};

}  // namespace

Result<std::vector<SearchHit>> ChatStore::search(std::string_view text, int limit, std::stop_token stop) {
  const int most = std::clamp(limit, 0, kMaxHits);
  if (most == 0) return std::vector<SearchHit>();
  return impl_->read([&](SQLite::Database& db) -> Result<std::vector<SearchHit>> {
    if (stop.stop_requested()) return fail(ErrorCode::kCancelled, "the search was given up");
    const StopWatch watch(db, stop);
    const Tokenizer tokenizer(db);
    const SearchQuery query = parseSearchQuery(tokenizer, text);
    if (query.terms.empty()) return std::vector<SearchHit>();
    try {
      return Search(db, tokenizer, query, static_cast<size_t>(most)).run();
    } catch (const SQLite::Exception& exception) {
      if (!isDamage(exception)) throw;
      markSuspect(impl_->path);
      return fail(ErrorCode::kCorruptFile,
                  "{}: the search index is damaged ({}); it is made anew when Deepwell starts the next time",
                  impl_->path.string(), exception.what());
    }
  });
}

}  // namespace deepwell

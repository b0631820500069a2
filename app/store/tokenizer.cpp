#include "app/store/tokenizer.h"

#include <utf8proc.h>

#include <memory>
#include <new>

#include "engine/base/utf8.h"

namespace deepwell {
namespace {

constexpr int kMostWordBytes = 64;

fts5_api* apiOf(SQLite::Database& db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db.getHandle(), "SELECT fts5(?)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  if (api == nullptr) throw SQLite::Exception("this SQLite has no FTS5", SQLITE_ERROR);
  return api;
}

// Around unicode61.
struct Wrapper {
  fts5_tokenizer inner{};
  Fts5Tokenizer* tokenizer = nullptr;
};

using Callback = int (*)(void*, int, const char*, int, int, int);

struct Run {
  const Wrapper* wrapper;
  const char* text;
  int offset;  // of `text` in what the caller gave
  bool query;  // in a query, whose words are our own: a pair is one word, its last character is not another
  void* context;
  Callback callback;
};

int emit(const Run& run, const char* word, int bytes, int begin, int end) {
  // Not in the middle of a character.
  if (bytes > kMostWordBytes) {
    bytes = kMostWordBytes;
    while (bytes > 0 && (static_cast<unsigned char>(word[bytes]) & 0xC0) == 0x80) --bytes;
  }
  return run.callback(run.context, 0, word, bytes, run.offset + begin, run.offset + end);
}

bool standsAlone(const utf8::Decoded& next) {
  return next.code >= 0x80 && next.valid && isUnspaced(static_cast<int32_t>(next.code));
}

bool hasUnspaced(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const utf8::Decoded next = utf8::decode(text, at);
    if (standsAlone(next)) return true;
    at += next.bytes;
  }
  return false;
}

int takeSpaced(void* context, int, const char* word, int bytes, int begin, int end) {
  return emit(*static_cast<Run*>(context), word, bytes, begin, end);
}

// From `begin` to `end` of the text there are only unspaced characters.
int emitPairs(const Run& run, int begin, int end) {
  for (int at = begin; at < end;) {
    const std::string_view rest(run.text + at, static_cast<size_t>(end - at));
    const auto first = static_cast<int>(utf8::decode(rest).bytes);
    const int second = at + first < end ? static_cast<int>(utf8::decode(rest, static_cast<size_t>(first)).bytes) : 0;
    if (run.query && second == 0 && at > begin) break;
    if (const int rc = emit(run, run.text + at, first + second, at, at + first + second); rc != SQLITE_OK) return rc;
    at += first;
  }
  return SQLITE_OK;
}

// A word of unicode61's that has unspaced characters: cut into runs of both kinds.
int splitMixed(const Run& run, int begin, int end) {
  for (int at = begin; at < end;) {
    int stop = at;
    bool unspaced = false;
    while (stop < end) {
      const utf8::Decoded next = utf8::decode({run.text + stop, static_cast<size_t>(end - stop)});
      const bool kind = standsAlone(next);
      if (stop == at) unspaced = kind;
      if (kind != unspaced) break;
      stop += static_cast<int>(next.bytes);
    }
    int rc = SQLITE_OK;
    if (unspaced) {
      rc = emitPairs(run, at, stop);
    } else {
      Run part{run.wrapper, run.text + at, run.offset + at, run.query, run.context, run.callback};
      rc = run.wrapper->inner.xTokenize(run.wrapper->tokenizer, &part, FTS5_TOKENIZE_AUX, run.text + at, stop - at,
                                        takeSpaced);
    }
    if (rc != SQLITE_OK) return rc;
    at = stop;
  }
  return SQLITE_OK;
}

int takeWord(void* context, int, const char* word, int bytes, int begin, int end) {
  const Run& run = *static_cast<Run*>(context);
  if (!hasUnspaced({word, static_cast<size_t>(bytes)})) return emit(run, word, bytes, begin, end);
  return splitMixed(run, begin, end);
}

int create(void* context, const char**, int, Fts5Tokenizer** out) {
  auto* api = static_cast<fts5_api*>(context);
  auto wrapper = std::unique_ptr<Wrapper>(new (std::nothrow) Wrapper);
  if (!wrapper) return SQLITE_NOMEM;
  void* inner_context = nullptr;
  int rc = api->xFindTokenizer(api, "unicode61", &inner_context, &wrapper->inner);
  const char* options[] = {"remove_diacritics", "2", "categories", "L* N* Co So"};
  if (rc == SQLITE_OK) rc = wrapper->inner.xCreate(inner_context, options, 4, &wrapper->tokenizer);
  if (rc == SQLITE_OK) *out = reinterpret_cast<Fts5Tokenizer*>(wrapper.release());
  return rc;
}

void destroy(Fts5Tokenizer* tokenizer) {
  const std::unique_ptr<Wrapper> wrapper(reinterpret_cast<Wrapper*>(tokenizer));
  wrapper->inner.xDelete(wrapper->tokenizer);
}

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* text, int bytes, Callback callback) {
  const auto* wrapper = reinterpret_cast<const Wrapper*>(tokenizer);
  Run run{wrapper, text, 0, (flags & FTS5_TOKENIZE_QUERY) != 0, context, callback};
  return wrapper->inner.xTokenize(wrapper->tokenizer, &run, flags, text, bytes, takeWord);
}

int takeForEach(void* context, int, const char* word, int bytes, int begin, int end) {
  const auto& take = *static_cast<const Tokenizer::Take*>(context);
  const bool more = take({word, static_cast<size_t>(bytes)}, static_cast<size_t>(begin), static_cast<size_t>(end));
  return more ? SQLITE_OK : SQLITE_DONE;
}

}  // namespace

bool isUnspaced(int32_t code) {
  if (code < 0x0E00) return code >= 0xA0 && utf8proc_category(code) == UTF8PROC_CATEGORY_SO;
  return code <= 0x0FFF || (code >= 0x1000 && code <= 0x109F) || (code >= 0x1780 && code <= 0x17FF) ||
         (code >= 0x3040 && code <= 0x30FF) || (code >= 0x3400 && code <= 0x9FFF) ||
         (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFF) ||
         utf8proc_category(code) == UTF8PROC_CATEGORY_SO;
}

void registerTokenizer(SQLite::Database& db) {
  fts5_api* api = apiOf(db);
  fts5_tokenizer methods{create, destroy, tokenize};
  if (const int rc = api->xCreateTokenizer(api, kTokenizerName, api, &methods, nullptr); rc != SQLITE_OK)
    throw SQLite::Exception("cannot register the tokenizer", rc);
}

Tokenizer::Tokenizer(SQLite::Database& db) {
  fts5_api* api = apiOf(db);
  void* context = nullptr;
  int rc = api->xFindTokenizer(api, kTokenizerName, &context, &methods_);
  if (rc == SQLITE_OK) rc = methods_.xCreate(context, nullptr, 0, &tokenizer_);
  if (rc != SQLITE_OK) throw SQLite::Exception("cannot make the tokenizer", rc);
}

Tokenizer::~Tokenizer() { methods_.xDelete(tokenizer_); }

void Tokenizer::forEach(std::string_view text, const Take& take, bool query) const {
  methods_.xTokenize(tokenizer_, const_cast<Take*>(&take), query ? FTS5_TOKENIZE_QUERY : FTS5_TOKENIZE_AUX, text.data(),
                     static_cast<int>(std::min<size_t>(text.size(), size_t{1} << 30)), takeForEach);
}

}  // namespace deepwell

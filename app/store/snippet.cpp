// Cuts snippets out of texts.
#include <algorithm>
#include <bit>

#include "app/store/search_query.h"
#include "engine/base/utf8.h"

namespace deepwell {
namespace {

constexpr size_t kBefore = 30;   // characters before the first match
constexpr size_t kAfter = 90;    // and after its begin
constexpr size_t kWindow = 160;  // bytes that matches may lie apart to be shown together
constexpr const char* kEllipsis = "\u2026";

// Moves `at` by up to `characters` whole characters, towards the end or the beginning.
size_t forward(std::string_view text, size_t at, size_t characters) {
  while (characters-- > 0 && at < text.size()) at += utf8::decode(text, at).bytes;
  return std::min(at, text.size());
}
size_t backward(std::string_view text, size_t at, size_t characters) {
  while (characters-- > 0 && at > 0) {
    --at;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  }
  return at;
}

// The first place of those that begin a window with most of the terms.
size_t bestPlace(const std::vector<Matches::Place>& places) {
  size_t best = 0;
  int most = 0;
  for (size_t i = 0; i < places.size(); ++i) {
    uint64_t terms = 0;
    for (size_t j = i; j < places.size() && places[j].end <= places[i].begin + kWindow; ++j)
      terms |= uint64_t{1} << places[j].term;
    if (std::popcount(terms) > most) {
      most = std::popcount(terms);
      best = i;
    }
  }
  return best;
}

// To the begin of a word, if one is near.
size_t wordBegin(std::string_view text, size_t at, size_t match) {
  if (at == 0) return 0;
  const size_t space = text.substr(at, match - at).find_first_of(" \n\t");
  if (space == std::string_view::npos || space > 20) return at;
  return at + space + 1;
}

}  // namespace

std::vector<SnippetPart> cutSnippet(std::string_view text, const Matches& matches) {
  const std::vector<Matches::Place>& places = matches.places;
  const size_t first = places.empty() ? 0 : bestPlace(places);
  const size_t match = places.empty() ? 0 : places[first].begin;
  const size_t begin = wordBegin(text, backward(text, match, kBefore), match);
  const size_t match_end = places.empty() ? 0 : places[first].end;
  const size_t end = std::max(forward(text, match, kAfter), std::min(match_end, forward(text, match, 4 * kAfter)));

  std::vector<SnippetPart> parts;
  const auto add = [&](std::string_view piece, bool is_match) {
    if (piece.empty()) return;
    if (parts.empty() || parts.back().match != is_match) parts.push_back({{}, is_match});
    for (const char c : piece) parts.back().text += c == '\n' || c == '\t' || c == '\r' ? ' ' : c;
  };
  if (begin > 0) add(kEllipsis, false);
  size_t at = begin;
  for (const Matches::Place& place : places) {
    if (place.end <= at || place.begin >= end) continue;
    const size_t from = std::max(at, place.begin);
    add(text.substr(at, from - at), false);
    at = std::min(place.end, end);
    add(text.substr(from, at - from), true);
  }
  add(text.substr(at, end - at), false);
  if (end < text.size()) add(kEllipsis, false);
  return parts;
}

}  // namespace deepwell

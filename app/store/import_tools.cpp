#include "app/store/import_tools.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <limits>
#include <unordered_map>
#include <utility>

#include "app/store/imported_chat.h"
#include "engine/base/utf8.h"

namespace deepwell {
namespace {

constexpr size_t kMostTitleCharacters = 200;
constexpr double kMostSeconds = 4'102'444'800;  // the year 2100

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
  std::string result;
  size_t at = 0;
  for (size_t found = text.find(from); found != std::string::npos; found = text.find(from, at)) {
    result.append(text, at, found - at).append(to);
    at = found + from.size();
  }
  text = result.append(text, at, std::string::npos);
}

void unescape(std::string& text) {
  for (const auto& [from, to] :
       {std::pair{"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#x27;", "'"}, {"&#39;", "'"}, {"&amp;", "&"}})
    replaceAll(text, from, to);
}

std::string_view trimmed(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \n\r\t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \n\r\t") - begin + 1);
}

// The inside of a <details> of thoughts: without its summary, unescaped, lines without "> ".
std::string thoughtsOf(std::string_view inside) {
  const size_t summary = inside.find("</summary>");
  if (summary != std::string_view::npos) inside.remove_prefix(summary + 10);
  std::string text(trimmed(inside));
  unescape(text);
  std::string lines;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line(text.data() + at, end - at);
    if (line.starts_with("> "))
      line.remove_prefix(2);
    else if (line.starts_with(">"))
      line.remove_prefix(1);
    if (at > 0) lines += '\n';
    lines += line;
    at = end + 1;
  }
  return lines;
}

// The digits at the begin of `text`, which is shortened; -1: there are none, or too many.
int takeNumber(std::string_view& text) {
  int number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || number < 0) return -1;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  return number;
}

bool takeSign(std::string_view& text, std::string_view signs) {
  if (text.empty() || signs.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

// Minutes east of UTC: "Z", "+02:00", "-0530" or nothing.
int zoneOf(std::string_view text) {
  const bool west = text.starts_with('-');
  if (!takeSign(text, "+-")) return 0;
  const bool together = text.find(':') == std::string_view::npos;
  int hours = takeNumber(text);
  int minutes = takeSign(text, ":") ? takeNumber(text) : 0;
  if (together && hours >= 100) minutes = std::exchange(hours, hours / 100) % 100;
  if (hours < 0 || hours > 14 || minutes < 0 || minutes > 59) return 0;
  return (west ? -1 : 1) * (hours * 60 + minutes);
}

// ISO 8601; 0: it is none.
UnixMs dateOf(std::string_view text) {
  const int year = takeNumber(text);
  const int month = takeSign(text, "-") ? takeNumber(text) : -1;
  const int day = takeSign(text, "-") ? takeNumber(text) : -1;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (year < 1970 || year > 2100 || month < 1 || day < 1 || !date.ok()) return 0;
  int clock[3] = {};
  if (takeSign(text, "Tt "))
    for (int i = 0; i < 3 && (i == 0 || takeSign(text, ":")); ++i) clock[i] = std::clamp(takeNumber(text), 0, 60);
  double seconds = std::chrono::duration<double>(std::chrono::sys_days(date).time_since_epoch()).count();
  seconds += clock[0] * 3600.0 + clock[1] * 60.0 + clock[2];
  if (text.starts_with('.')) {
    double fraction = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fraction, std::chars_format::fixed);
    if (error == std::errc()) {
      seconds += fraction;
      text.remove_prefix(static_cast<size_t>(end - text.data()));
    }
  }
  return timeOf(seconds - zoneOf(text) * 60.0);
}

double durationOf(std::string_view tag) {
  const size_t found = tag.find("duration=\"");
  if (found == std::string_view::npos) return 0;
  const std::string_view digits = tag.substr(found + 10);
  double seconds = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  return seconds > 0 && seconds < 1e6 ? seconds : 0;
}

}  // namespace

std::string_view textOf(const JsonObject& object, std::string_view key) {
  std::string_view text;
  return object[key].get(text) == simdjson::SUCCESS ? text : std::string_view();
}

double numberOf(const JsonObject& object, std::string_view key) {
  double number = 0;
  return object[key].get(number) == simdjson::SUCCESS && std::isfinite(number) ? number : 0;
}

bool flagOf(const JsonObject& object, std::string_view key) {
  bool flag = false;
  return object[key].get(flag) == simdjson::SUCCESS && flag;
}

std::optional<JsonObject> objectOf(const JsonObject& object, std::string_view key) {
  JsonObject found;
  if (object[key].get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

std::optional<simdjson::dom::array> arrayOf(const JsonObject& object, std::string_view key) {
  simdjson::dom::array found;
  if (object[key].get(found) != simdjson::SUCCESS) return std::nullopt;
  return found;
}

int64_t integerOf(const JsonObject& object, std::string_view key) {
  int64_t number = 0;
  return object[key].get(number) == simdjson::SUCCESS ? number : 0;
}

int32_t countOf(const JsonObject& object, std::string_view key) {
  return static_cast<int32_t>(std::clamp<int64_t>(integerOf(object, key), 0, std::numeric_limits<int32_t>::max()));
}

UnixMs unixMsOf(const JsonObject& object, std::string_view key) {
  const int64_t value = integerOf(object, key);
  return value > 0 && value <= static_cast<int64_t>(kMostSeconds * 1000) ? value : 0;
}

UnixMs timeOf(double value) {
  for (int step = 0; step < 3 && value > kMostSeconds; ++step) value /= 1000;
  if (!(value > 0) || value > kMostSeconds) return 0;
  return std::llround(value * 1000);
}

UnixMs timeIn(const JsonObject& object, std::string_view key) {
  if (const double number = numberOf(object, key); number != 0) return timeOf(number);
  const std::string_view text = trimmed(textOf(object, key));
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return timeOf(number);
  return dateOf(text);
}

std::string readable(const JsonElement& element) {
  std::string_view text;
  if (element.get(text) == simdjson::SUCCESS) return std::string(text);
  if (element.is_number() || element.is_bool()) return simdjson::minify(element);
  return {};
}

bool isTool(std::string_view role) { return role == "tool" || role == "function"; }

std::optional<ChatRole> roleIn(std::string_view word) {
  for (const char* name : {"user", "human", "person"})
    if (word == name) return ChatRole::kUser;
  for (const char* name : {"system", "developer"})
    if (word == name) return ChatRole::kSystem;
  for (const char* name : {"assistant", "model", "bot", "ai"})
    if (word == name) return ChatRole::kAssistant;
  if (isTool(word)) return ChatRole::kAssistant;
  return std::nullopt;
}

std::string titleOf(std::string_view text) {
  text = trimmed(text);
  std::string title;
  for (size_t at = 0, characters = 0; at < text.size() && characters < kMostTitleCharacters; ++characters) {
    const size_t bytes = utf8::decode(text, at).bytes;
    if (static_cast<unsigned char>(text[at]) < 0x20)
      title += ' ';
    else
      title += text.substr(at, bytes);
    at += bytes;
  }
  return title;
}

void addParagraph(std::string& text, std::string_view more) {
  more = trimmed(more);
  if (more.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += more;
}

SplitAnswer splitAnswer(std::string_view content) {
  SplitAnswer split;
  std::string_view rest = content;
  bool found = false;  // thoughts that may be empty
  if (const std::string_view start = trimmed(rest); start.starts_with("<think>")) {
    const size_t end = start.find("</think>");
    addParagraph(split.thoughts, start.substr(7, end == std::string_view::npos ? end : end - 7));
    rest = end == std::string_view::npos ? std::string_view() : start.substr(end + 8);
    found = true;
  }
  constexpr std::string_view kOpen = "<details type=\"reasoning\"";
  for (size_t at = rest.find(kOpen); at != std::string_view::npos; at = rest.find(kOpen)) {
    addParagraph(split.text, rest.substr(0, at));
    const size_t tag = rest.find('>', at);
    const size_t end = rest.find("</details>", at);
    if (tag == std::string_view::npos) break;
    split.seconds += durationOf(rest.substr(at, tag - at));
    const std::string_view inside =
        rest.substr(tag + 1, end == std::string_view::npos || end < tag ? std::string_view::npos : end - tag - 1);
    addParagraph(split.thoughts, thoughtsOf(inside));
    rest = end == std::string_view::npos || end < tag ? std::string_view() : rest.substr(end + 10);
    found = true;
  }
  if (found)
    addParagraph(split.text, rest);
  else
    split.text = content;
  return split;
}

std::vector<Visit> walk(const std::vector<TreeNode>& nodes) {
  std::unordered_map<std::string_view, size_t> by_id;
  for (size_t i = 0; i < nodes.size(); ++i) by_id.emplace(nodes[i].id, i);
  std::vector<std::vector<size_t>> children(nodes.size());
  std::vector<size_t> starts;
  for (size_t i = 0; i < nodes.size(); ++i) {
    const auto parent = nodes[i].parent.empty() ? by_id.end() : by_id.find(nodes[i].parent);
    if (parent == by_id.end() || parent->second == i)
      starts.push_back(i);
    else
      children[parent->second].push_back(i);
  }
  const auto older = [&](size_t a, size_t b) { return nodes[a].order < nodes[b].order; };
  std::stable_sort(starts.begin(), starts.end(), older);
  for (auto& some : children) std::stable_sort(some.begin(), some.end(), older);
  for (size_t i = 0; i < nodes.size(); ++i) starts.push_back(i);  // rings have no root of their own

  std::vector<Visit> visits;
  std::vector<bool> seen(nodes.size());
  std::vector<std::pair<size_t, std::optional<size_t>>> stack;
  for (const size_t start : starts) {
    if (!seen[start]) stack.emplace_back(start, std::nullopt);
    while (!stack.empty()) {
      const auto [node, parent] = stack.back();
      stack.pop_back();
      if (seen[node]) continue;
      seen[node] = true;
      visits.push_back({node, parent, 0});
      for (auto child = children[node].rbegin(); child != children[node].rend(); ++child)
        stack.emplace_back(*child, node);
    }
  }
  std::vector<size_t> counts(nodes.size());
  for (const Visit& visit : visits)
    if (visit.parent) ++counts[*visit.parent];
  for (Visit& visit : visits) visit.children = counts[visit.node];
  return visits;
}

void adopt(std::vector<TreeNode>& nodes, const std::vector<JsonObject>& objects, std::string_view key) {
  std::unordered_map<std::string_view, size_t> by_id;
  for (size_t i = 0; i < nodes.size(); ++i) by_id.emplace(nodes[i].id, i);
  for (size_t i = 0; i < nodes.size(); ++i) {
    const auto children = arrayOf(objects[i], key);
    if (!children) continue;
    for (const JsonElement child : *children) {
      std::string_view id;
      if (child.get(id) != simdjson::SUCCESS) continue;
      const auto found = by_id.find(id);
      if (found == by_id.end() || found->second == i) continue;
      TreeNode& node = nodes[found->second];
      if (node.parent.empty() || node.parent == node.id || !by_id.contains(node.parent)) node.parent = nodes[i].id;
    }
  }
}

NamedObjects objectsIn(const JsonObject& parent, std::string_view key) {
  NamedObjects found;
  JsonObject object;
  if (const auto named = objectOf(parent, key)) {
    for (const auto field : *named) {
      if (field.value.get(object) != simdjson::SUCCESS) continue;
      found.ids.push_back(field.key);
      found.objects.push_back(object);
    }
  } else if (const auto listed = arrayOf(parent, key)) {
    for (const JsonElement one : *listed) {
      if (one.get(object) != simdjson::SUCCESS) continue;
      found.ids.push_back(textOf(object, "id"));
      found.objects.push_back(object);
    }
  }
  return found;
}

// The first line that somebody said, as a title of a chat that has none.
static std::string firstLine(const ImportedChat& chat) {
  for (const ImportedChat::Message& one : chat.messages) {
    const std::string_view text = trimmed(one.message.text);
    if (text.empty() || one.message.role == ChatRole::kSystem) continue;
    return titleOf(text.substr(0, text.find('\n')).substr(0, 400));
  }
  return {};
}

void fillIn(ImportedChat& chat) {
  if (chat.chat.title.empty()) chat.chat.title = firstLine(chat);
  UnixMs first = 0;
  UnixMs last = 0;
  for (const ImportedChat::Message& one : chat.messages) {
    const UnixMs time = one.message.created;
    if (time > 0 && (first == 0 || time < first)) first = time;
    last = std::max(last, time);
  }
  if (chat.chat.created == 0) chat.chat.created = first;
  if (chat.chat.updated == 0) chat.chat.updated = last;
}

}  // namespace deepwell

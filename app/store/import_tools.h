// What the readers of exports share.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/store/chat_types.h"

namespace deepwell {

using JsonObject = simdjson::dom::object;
using JsonElement = simdjson::dom::element;

// A member, or what stands for a missing one: also where it has another type.
std::string_view textOf(const JsonObject& object, std::string_view key);
double numberOf(const JsonObject& object, std::string_view key);  // 0
bool flagOf(const JsonObject& object, std::string_view key);      // false
std::optional<JsonObject> objectOf(const JsonObject& object, std::string_view key);
std::optional<simdjson::dom::array> arrayOf(const JsonObject& object, std::string_view key);

// The whole number, or 0 where it has no such value.
int64_t integerOf(const JsonObject& object, std::string_view key);
int32_t countOf(const JsonObject& object, std::string_view key);  // 0 and up

// A time of ours in milliseconds since 1970; 0 where it is none that can be.
UnixMs unixMsOf(const JsonObject& object, std::string_view key);

// A time in seconds, milliseconds, micro- or nanoseconds since 1970, by its size; 0 where it is none that can be.
UnixMs timeOf(double value);

// The same of a member: a number, one in a text, or a date as ISO 8601 writes it ("2024-05-01T12:30:00.5+02:00"; UTC where
// it names no zone).
UnixMs timeIn(const JsonObject& object, std::string_view key);

// What stands there for a person: a text as it is, a number or a yes in digits and letters; of anything else nothing.
std::string readable(const JsonElement& element);

// Whom a message is of, in any exporter's words; empty: somebody unknown. Tools are the assistant's.
std::optional<ChatRole> roleIn(std::string_view word);
bool isTool(std::string_view role);

// One line of at most 200 characters.
std::string titleOf(std::string_view text);

// `more` on a new paragraph, if there is something before it.
void addParagraph(std::string& text, std::string_view more);

// Takes thoughts that stand inside an answer out of it: <think>...</think> at its beginning, and Open WebUI's
// <details type="reasoning" duration="3">, which is escaped and quoted.
struct SplitAnswer {
  std::string text;
  std::string thoughts;
  double seconds = 0;
};
SplitAnswer splitAnswer(std::string_view content);

// A forest in an order for ImportedChat: parents first, siblings by `order`. Whatever the parents say: a node whose
// parent is unknown is a root, a ring is opened at its first node.
struct TreeNode {
  std::string_view id;
  std::string_view parent;
  double order = 0;
};
struct Visit {
  size_t node;
  std::optional<size_t> parent;  // a node's index
  size_t children;
};
std::vector<Visit> walk(const std::vector<TreeNode>& nodes);

// Gives nodes that name no parent, or none that is there, the one that names them in its list `key`. `objects` are theirs.
void adopt(std::vector<TreeNode>& nodes, const std::vector<JsonObject>& objects, std::string_view key);

// The objects of a list, with their ids, or of an object, with its keys.
struct NamedObjects {
  std::vector<std::string_view> ids;
  std::vector<JsonObject> objects;
};
NamedObjects objectsIn(const JsonObject& parent, std::string_view key);

}  // namespace deepwell

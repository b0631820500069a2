#include "engine/text/jinja/value.h"

#include <algorithm>
#include <random>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/runtime.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {

Text::Text(std::string text, bool is_markup, Meter* counted_by)
    : bytes(std::move(text)), markup(is_markup), ascii(isAscii(bytes)), meter_(nullptr) {
  if (counted_by != nullptr) counted_by->add(bytes.size() + sizeof(Text));
  meter_ = counted_by;
}

Text::~Text() {
  if (meter_ != nullptr) meter_->release(bytes.size() + sizeof(Text));
}

Value Value::none() {
  Value v;
  v.kind_ = Kind::kNone;
  return v;
}

Value Value::boolean(bool b) {
  Value v;
  v.kind_ = Kind::kBool;
  v.data_.boolean = b;
  return v;
}

Value Value::integer(Int i) {
  Value v;
  v.kind_ = Kind::kInt;
  v.data_.integer = i;
  return v;
}

Value Value::number(double d) {
  Value v;
  v.kind_ = Kind::kFloat;
  v.data_.number = d;
  return v;
}

Value Value::text(std::shared_ptr<const Text> text) {
  Value v;
  v.kind_ = Kind::kString;
  v.text_ = std::move(text);
  return v;
}

Value Value::list(ListData* list) {
  Value v;
  v.kind_ = Kind::kList;
  v.data_.list = list;
  return v;
}

Value Value::tuple(ListData* tuple) {
  Value v = list(tuple);
  v.kind_ = Kind::kTuple;
  return v;
}

Value Value::dict(DictData* dict) {
  Value v;
  v.kind_ = Kind::kDict;
  v.data_.dict = dict;
  return v;
}

Value Value::object(Object* object) {
  Value v;
  v.kind_ = Kind::kObject;
  v.data_.object = object;
  return v;
}

Value Value::undefined(std::string message) {
  Value v;
  v.text_ = std::make_shared<const Text>(std::move(message), false, nullptr);
  return v;
}

const std::vector<Value>& Value::items() const { return data_.list->items; }

std::string Value::undefinedMessage() const { return text_ ? text_->bytes : "the value is undefined"; }

const void* Value::identity() const {
  switch (kind_) {
    case Kind::kList:
    case Kind::kTuple:
      return data_.list;
    case Kind::kDict:
      return data_.dict;
    case Kind::kObject:
      return data_.object;
    default:
      return nullptr;
  }
}

// Spreads a hash over the buckets in a way that a template cannot foresee.
static size_t spread(size_t hash) {
  static const size_t secret = std::random_device{}() * size_t{0x9E3779B97F4A7C15};
  hash ^= secret;
  hash = (hash ^ (hash >> 30)) * size_t{0xBF58476D1CE4E5B9};
  hash = (hash ^ (hash >> 27)) * size_t{0x94D049BB133111EB};
  return hash ^ (hash >> 31);
}

std::optional<size_t> DictData::locate(Runtime& rt, const Value& key, size_t hash) const {
  const auto [begin, end] = index_.equal_range(hash);
  for (auto it = begin; it != end; ++it) {
    if (equals(rt, entries_[it->second].first, key)) return it->second;
  }
  return std::nullopt;
}

const Value* DictData::find(Runtime& rt, const Value& key) const {
  const auto position = locate(rt, key, spread(hashValue(rt, key)));
  return position ? &entries_[*position].second : nullptr;
}

const Value* DictData::find(std::string_view key) const {
  const auto [begin, end] = index_.equal_range(spread(std::hash<std::string_view>{}(key)));
  for (auto it = begin; it != end; ++it) {
    const Value& candidate = entries_[it->second].first;
    if (candidate.isString() && candidate.str() == key) return &entries_[it->second].second;
  }
  return nullptr;
}

void DictData::set(Runtime& rt, const Value& key, const Value& value) {
  const size_t hash = spread(hashValue(rt, key));
  if (const auto position = locate(rt, key, hash)) {
    entries_[*position].second = value;
    return;
  }
  rt.meter.add(3 * sizeof(Value) + 32);
  index_.emplace(hash, entries_.size());
  entries_.emplace_back(key, value);
}

std::string Object::repr(Runtime&) const { return "<" + typeName() + " object>"; }

bool Object::attribute(Runtime&, std::string_view, Value&) { return false; }

bool Object::item(Runtime&, const Value&, Value&) { return false; }

Value Object::call(Runtime&, Args&) { raise("'{}' object is not callable", typeName()); }

bool GenIter::next(Runtime& rt, Value& out) {
  const DepthGuard guard(rt.budget);
  rt.budget.spend(1);
  return step_(rt, out);
}

Value Runtime::text(std::string bytes, bool markup) {
  budget.spend(1 + bytes.size() / 64);
  return Value::text(std::make_shared<const Text>(std::move(bytes), markup, &meter));
}

Value Runtime::list(std::vector<Value> items) {
  checkItems(items.size());
  budget.spend(1 + items.size() / 8);
  meter.add(items.size() * sizeof(Value));
  auto* data = make<ListData>();
  data->items = std::move(items);
  return Value::list(data);
}

Value Runtime::tuple(std::vector<Value> items) { return Value::tuple(list(std::move(items)).listData()); }

void Runtime::checkSize(size_t bytes) {
  if (bytes > budget.limits().output_bytes) raise("the template makes a value that is too large ({} bytes)", bytes);
}

void Runtime::checkItems(size_t items) {
  if (items > budget.limits().items) raise("the template makes a list that is too long ({} items)", items);
}

void OutBuffer::append(std::string_view text) {
  if (text.size() > rt_.budget.limits().output_bytes - text_.size()) raise("the template writes too much text");
  rt_.budget.spend(text.size() / 64);
  rt_.meter.add(text.size());
  counted_ += text.size();
  text_ += text;
}

}  // namespace deepwell::jinja

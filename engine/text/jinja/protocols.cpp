// len(), iteration, attributes, items, slices and calls.
#include <algorithm>

#include "engine/text/jinja/operators.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

class ListIter final : public Iter {
 public:
  explicit ListIter(const ListData* list) : list_(list) {}
  std::string typeName() const override { return "list_iterator"; }
  bool next(Runtime& rt, Value& out) override {
    rt.budget.spend(1);
    if (position_ >= list_->items.size()) return false;
    out = list_->items[position_++];
    return true;
  }

 private:
  const ListData* list_;
  size_t position_ = 0;
};

class TextIter final : public Iter {
 public:
  explicit TextIter(Value text) : text_(std::move(text)) {}
  std::string typeName() const override { return "str_iterator"; }
  bool next(Runtime& rt, Value& out) override {
    const std::string& bytes = text_.str();
    if (position_ >= bytes.size()) return false;
    size_t end = position_ + 1;
    while (end < bytes.size() && (static_cast<unsigned char>(bytes[end]) & 0xC0) == 0x80) ++end;
    out = rt.text(bytes.substr(position_, end - position_), text_.textData().markup);
    position_ = end;
    return true;
  }

 private:
  Value text_;
  size_t position_ = 0;
};

class KeyIter final : public Iter {
 public:
  explicit KeyIter(const DictData* dict) : dict_(dict) {}
  std::string typeName() const override { return "dict_keyiterator"; }
  bool next(Runtime& rt, Value& out) override {
    rt.budget.spend(1);
    if (position_ >= dict_->entries().size()) return false;
    out = dict_->entries()[position_++].first;
    return true;
  }

 private:
  const DictData* dict_;
  size_t position_ = 0;
};

class EmptyIter final : public Iter {
 public:
  bool next(Runtime&, Value&) override { return false; }
};

Iter* tryIterate(Runtime& rt, const Value& v) {
  switch (v.kind()) {
    case Kind::kUndefined:
      return rt.make<EmptyIter>();
    case Kind::kString:
      return rt.make<TextIter>(v);
    case Kind::kList:
    case Kind::kTuple:
      return rt.make<ListIter>(v.listData());
    case Kind::kDict:
      return rt.make<KeyIter>(&v.dict());
    case Kind::kObject:
      return v.object()->iterate(rt);
    default:
      return nullptr;
  }
}

std::string describe(const Value& v) {
  if (v.isNone()) return "None";
  return fmt::format("'{} object'", typeName(v));
}

Value characterAt(Runtime& rt, const Value& text, Int index, bool& found) {
  const bool markup = text.textData().markup;
  const Int length = static_cast<Int>(text.textData().ascii ? text.str().size() : countCodePoints(text.str()));
  rt.budget.spend(text.textData().ascii ? 1 : 1 + text.str().size() / 64);
  if (index < 0) index += length;
  found = index >= 0 && index < length;
  if (!found) return {};
  if (text.textData().ascii) return rt.text(std::string(1, text.str()[static_cast<size_t>(index)]), markup);
  std::string_view rest = text.str();
  rest.remove_prefix(byteOffset(rest, static_cast<size_t>(index)));
  return rt.text(std::string(rest.substr(0, byteOffset(rest, 1))), markup);
}

// obj[key]: false where Python raises TypeError or LookupError.
bool subscript(Runtime& rt, const Value& object, const Value& key, Value& out) {
  if (object.isDict()) {
    if (key.kind() == Kind::kList || key.kind() == Kind::kDict) return false;
    if (key.isString()) rt.budget.spend(key.str().size() / 64);
    const Value* found = key.isString() ? object.dict().find(key.str()) : object.dict().find(rt, key);
    if (found != nullptr) out = *found;
    return found != nullptr;
  }
  if (object.isSequence()) {
    if (!key.isInteger()) return false;
    const Int size = static_cast<Int>(object.items().size());
    const Int index = key.asInt() < 0 ? key.asInt() + size : key.asInt();
    if (index < 0 || index >= size) return false;
    out = object.items()[static_cast<size_t>(index)];
    return true;
  }
  if (object.isString()) {
    if (!key.isInteger()) return false;
    bool found = false;
    out = characterAt(rt, object, key.asInt(), found);
    return found;
  }
  return object.object() != nullptr && object.object()->item(rt, key, out);
}

// The sandbox: names of Python's internals and of methods that change their object are there but may not be used.
bool isUnsafe(const Value& object, std::string_view name) {
  if (name.starts_with("_")) return true;
  const auto is_one_of = [name](std::initializer_list<std::string_view> names) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (object.kind() == Kind::kList) {
    return is_one_of({"append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"});
  }
  return object.isDict() && is_one_of({"clear", "pop", "popitem", "setdefault", "update"});
}

bool isPythonInternal(std::string_view name) {
  return name == "__class__" || name == "__init__" || name == "__doc__" || name == "__str__" || name == "__repr__" ||
         name == "__len__" || name == "__iter__" || name == "__getitem__" || name == "__contains__" ||
         name == "__eq__" || name == "__dict__" || name == "__call__" || name == "__hash__";
}

bool attributeOf(Runtime& rt, const Value& object, std::string_view name, Value& out) {
  if (isPythonInternal(name) || (isUnsafe(object, name) && !name.starts_with("_"))) {
    out = Value::undefined(fmt::format("access to attribute '{}' of '{}' object is unsafe.", name, typeName(object)));
    return true;
  }
  if (object.object() != nullptr) return object.object()->attribute(rt, name, out);
  return builtinAttribute(rt, object, name, out);
}

int64_t clampIndex(const Value& v, int64_t length, int64_t low, int64_t high) {
  if (!v.isInteger()) {
    if (v.isUndefined()) raise("{}", v.undefinedMessage());
    raise("slice indices must be integers or None, not '{}'", typeName(v));
  }
  Int index = v.asInt();
  if (index < 0) index += length;
  return static_cast<int64_t>(std::clamp<Int>(index, low, high));
}

}  // namespace

std::optional<Int> lengthOf(Runtime& rt, const Value& v) {
  switch (v.kind()) {
    case Kind::kUndefined:
      return Int{0};
    case Kind::kString:
      rt.budget.spend(v.textData().ascii ? 0 : v.str().size() / 64);
      return static_cast<Int>(v.textData().ascii ? v.str().size() : countCodePoints(v.str()));
    case Kind::kList:
    case Kind::kTuple:
      return static_cast<Int>(v.items().size());
    case Kind::kDict:
      return static_cast<Int>(v.dict().entries().size());
    case Kind::kObject:
      return v.object()->length(rt);
    default:
      return std::nullopt;
  }
}

Iter* iterate(Runtime& rt, const Value& v) {
  Iter* it = tryIterate(rt, v);
  if (it == nullptr) raise("'{}' object is not iterable", typeName(v));
  return it;
}

bool isIterable(Runtime& rt, const Value& v) { return tryIterate(rt, v) != nullptr; }

std::vector<Value> toVector(Runtime& rt, const Value& v) {
  if (v.isSequence()) {
    rt.budget.spend(v.items().size() / 8);
    return v.items();
  }
  std::vector<Value> out;
  Iter* it = iterate(rt, v);
  Value item;
  while (it->next(rt, item)) {
    rt.checkItems(out.size());
    out.push_back(item);
  }
  return out;
}

Value getAttribute(Runtime& rt, const Value& object, std::string_view name) {
  rt.budget.spend(1);
  if (object.isUndefined()) raise("{}", object.undefinedMessage());
  Value out;
  if (attributeOf(rt, object, name, out)) return out;
  if (object.isDict()) {
    if (const Value* found = object.dict().find(name)) return *found;
  }
  return Value::undefined(fmt::format("{} has no attribute '{}'", describe(object), name));
}

Value getItem(Runtime& rt, const Value& object, const Value& key) {
  rt.budget.spend(1);
  if (object.isUndefined()) raise("{}", object.undefinedMessage());
  Value out;
  if (subscript(rt, object, key, out)) return out;
  if (key.isString()) {
    if (attributeOf(rt, object, key.str(), out)) return out;
    return Value::undefined(fmt::format("{} has no attribute '{}'", describe(object), key.str()));
  }
  return Value::undefined(fmt::format("{} has no element {}", describe(object), toRepr(rt, key)));
}

SliceRange resolveSlice(int64_t length, const Value& start, const Value& stop, const Value& step) {
  SliceRange range;
  if (!step.isNone()) range.step = clampIndex(step, 0, -(int64_t{1} << 40), int64_t{1} << 40);
  if (range.step == 0) raise("slice step cannot be zero");
  const bool forward = range.step > 0;
  const int64_t low = forward ? 0 : -1;
  const int64_t high = forward ? length : length - 1;
  range.start = start.isNone() ? (forward ? low : high) : clampIndex(start, length, low, high);
  const int64_t end = stop.isNone() ? (forward ? high : low) : clampIndex(stop, length, low, high);
  const int64_t span = forward ? end - range.start : range.start - end;
  const int64_t stride = forward ? range.step : -range.step;
  range.count = span > 0 ? (span + stride - 1) / stride : 0;
  return range;
}

static Value textSlice(Runtime& rt, const Value& object, const Value& start, const Value& stop, const Value& step) {
  const std::string_view text = object.str();
  const bool ascii = object.textData().ascii;
  const size_t length = ascii ? text.size() : countCodePoints(text);
  const SliceRange r = resolveSlice(static_cast<int64_t>(length), start, stop, step);
  const auto count = static_cast<size_t>(r.count);
  rt.budget.spend(text.size() / 64 + count / 16);
  std::string out;
  if (r.step == 1 && count != 0) {
    const auto first = static_cast<size_t>(r.start);
    const std::string_view rest = text.substr(ascii ? first : byteOffset(text, first));
    out = rest.substr(0, ascii ? count : byteOffset(rest, count));
  } else if (count != 0) {
    const std::u32string points = decodeUtf8(text);
    for (int64_t i = 0; i < r.count; ++i) appendUtf8(out, points[static_cast<size_t>(r.start + i * r.step)]);
  }
  return rt.text(std::move(out), object.textData().markup);
}

Value getSlice(Runtime& rt, const Value& object, const Value& start, const Value& stop, const Value& step) {
  if (object.isUndefined()) raise("{}", object.undefinedMessage());
  if (object.isSequence()) {
    const SliceRange r = resolveSlice(static_cast<int64_t>(object.items().size()), start, stop, step);
    std::vector<Value> out;
    for (int64_t i = 0; i < r.count; ++i) out.push_back(object.items()[static_cast<size_t>(r.start + i * r.step)]);
    return object.kind() == Kind::kList ? rt.list(std::move(out)) : rt.tuple(std::move(out));
  }
  if (object.isString()) return textSlice(rt, object, start, stop, step);
  Value out;
  Args bounds;
  bounds.positional = {start, stop, step};
  if (object.object() != nullptr && object.object()->item(rt, rt.tuple(bounds.positional), out)) return out;
  raise("'{}' object cannot be sliced", typeName(object));
}

Value call(Runtime& rt, const Value& function, Args& args) {
  rt.budget.spend(1);
  if (function.isUndefined()) raise("{}", function.undefinedMessage());
  if (function.object() == nullptr) raise("'{}' object is not callable", typeName(function));
  const DepthGuard guard(rt.budget);
  return function.object()->call(rt, args);
}

int64_t toIndex(const Value& v, std::string_view what) {
  if (v.isUndefined()) raise("{}", v.undefinedMessage());
  if (!v.isInteger()) raise("{} must be a whole number, not '{}'", what, typeName(v));
  return static_cast<int64_t>(std::clamp<Int>(v.asInt(), -(Int{1} << 62), Int{1} << 62));
}

}  // namespace deepwell::jinja

// Filters over lists and other things that can be iterated.
#include <algorithm>
#include <random>

#include "engine/text/jinja/args.h"
#include "engine/text/jinja/attribute_path.h"
#include "engine/text/jinja/filters.h"
#include "engine/text/jinja/sets.h"
#include "engine/text/jinja/unicode.h"

namespace deepwell::jinja {
namespace {

Value length(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("length", args, {});
  const auto n = lengthOf(rt, input);
  if (!n) raise("object of type '{}' has no len()", typeName(input));
  return Value::integer(*n);
}

Value first(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("first", args, {});
  Value item;
  if (iterate(rt, input)->next(rt, item)) return item;
  return Value::undefined("No first item, sequence was empty.");
}

Value last(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("last", args, {});
  if (input.as<Iter>() != nullptr) raise("'{}' object is not reversible", typeName(input));
  std::vector<Value> items = toVector(rt, input);
  return items.empty() ? Value::undefined("No last item, sequence was empty.") : items.back();
}

Value list(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("list", args, {});
  return rt.list(toVector(rt, input));
}

Value join(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("join", args, {"d", "attribute"});
  const std::string separator = bound.given(0) ? toStr(rt, *bound.at(0)) : "";
  const AttributePath path(rt, bound.at(1));
  std::string out;
  Iter* it = iterate(rt, input);
  Value item;
  for (bool is_first = true; it->next(rt, item); is_first = false) {
    if (!is_first) out += separator;
    out += toStr(rt, path.get(rt, item));
    rt.checkSize(out.size());
  }
  return rt.text(std::move(out));
}

Value reverse(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("reverse", args, {});
  if (input.isString()) {
    rt.budget.spend(input.str().size() / 16);
    std::u32string points = decodeUtf8(input.str());
    std::reverse(points.begin(), points.end());
    return rt.text(encodeUtf8(points), input.textData().markup);
  }
  auto items = std::make_shared<std::vector<Value>>(toVector(rt, input));
  return rt.generator([items](Runtime&, Value& out) {
    if (items->empty()) return false;
    out = items->back();
    items->pop_back();
    return true;
  });
}

Value items(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("items", args, {});
  if (!input.isUndefined() && !input.isDict()) raise("Can only get item pairs from a mapping.");
  size_t position = 0;
  return rt.generator([input, position](Runtime& runtime, Value& out) mutable {
    if (input.isUndefined() || position >= input.dict().entries().size()) return false;
    const auto& [key, value] = input.dict().entries()[position++];
    out = runtime.tuple({key, value});
    return true;
  });
}

// Stable, with keys computed once; `reverse` keeps equal items in their order, as Python does.
std::vector<Value> sorted(Runtime& rt, const std::vector<Value>& values, const std::vector<Value>& keys,
                          bool reversed) {
  std::vector<size_t> order(values.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
    return reversed ? lessThan(rt, keys[b], keys[a]) : lessThan(rt, keys[a], keys[b]);
  });
  std::vector<Value> out;
  out.reserve(order.size());
  for (const size_t i : order) out.push_back(values[i]);
  return out;
}

Value sort(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("sort", args, {"reverse", "case_sensitive", "attribute"});
  const auto paths = sortPaths(rt, bound.at(2), !bound.boolean(rt, 1, false));
  const std::vector<Value> values = toVector(rt, input);
  std::vector<Value> keys;
  for (const Value& value : values) {
    std::vector<Value> key;
    for (const AttributePath& path : paths) key.push_back(path.get(rt, value));
    keys.push_back(rt.list(std::move(key)));
  }
  return rt.list(sorted(rt, values, keys, bound.boolean(rt, 0, false)));
}

Value dictSort(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("dictsort", args, {"case_sensitive", "by", "reverse"});
  const std::string by = bound.given(1) ? toStr(rt, *bound.at(1)) : "key";
  if (by != "key" && by != "value") raise("You can only sort by either \"key\" or \"value\"");
  if (input.isUndefined()) raise("{}", input.undefinedMessage());
  if (!input.isDict()) raise("dictsort needs a mapping, not '{}'", typeName(input));
  const bool case_sensitive = bound.boolean(rt, 0, false);
  std::vector<Value> values;
  std::vector<Value> keys;
  for (const auto& [key, value] : input.dict().entries()) {
    const Value& by_value = by == "key" ? key : value;
    keys.push_back(case_sensitive ? by_value : foldCase(rt, by_value));
    values.push_back(rt.tuple({key, value}));
  }
  return rt.list(sorted(rt, values, keys, bound.boolean(rt, 2, false)));
}

Value unique(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("unique", args, {"case_sensitive", "attribute"});
  const AttributePath path(rt, bound.at(1), !bound.boolean(rt, 0, false));
  auto* seen = rt.make<ValueSet>();
  Iter* it = iterate(rt, input);
  return rt.generator([path, seen, it](Runtime& runtime, Value& out) {
    while (it->next(runtime, out)) {
      if (seen->insert(runtime, path.get(runtime, out))) return true;
    }
    return false;
  });
}

Value batch(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("batch", args, {"linecount", "fill_with"}, 1);
  const Value fill = bound.value(1);
  const int64_t size = bound.integer(0, 1);
  Iter* it = iterate(rt, input);
  auto held = std::make_shared<std::vector<Value>>();
  bool done = false;
  return rt.generator([=](Runtime& runtime, Value& out) mutable {
    Value item;
    while (!done && it->next(runtime, item)) {
      std::vector<Value> full;
      if (static_cast<int64_t>(held->size()) == size) full.swap(*held);
      held->push_back(item);
      if (static_cast<int64_t>(full.size()) == size) {
        out = runtime.list(std::move(full));
        return true;
      }
    }
    done = true;
    if (held->empty()) return false;
    if (!fill.isNone()) runtime.checkItems(static_cast<size_t>(std::max<int64_t>(size, 0)));
    while (!fill.isNone() && static_cast<int64_t>(held->size()) < size) held->push_back(fill);
    out = runtime.list(std::move(*held));
    held->clear();
    return true;
  });
}

Value slice(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("slice", args, {"slices", "fill_with"}, 1);
  const std::vector<Value> values = toVector(rt, input);
  const int64_t slices = bound.integer(0, 1);
  if (slices == 0) raise("division by zero");
  std::vector<Value> out;
  const auto total = static_cast<int64_t>(values.size());
  const int64_t each = total / slices;
  const int64_t extra = total % slices;
  int64_t start = 0;
  rt.checkItems(static_cast<size_t>(std::max<int64_t>(slices, 0)));
  for (int64_t i = 0; i < slices; ++i) {
    const int64_t end = start + each + (i < extra ? 1 : 0);
    std::vector<Value> part(values.begin() + start, values.begin() + end);
    if (bound.givenNotNone(1) && i >= extra) part.push_back(*bound.at(1));
    out.push_back(rt.list(std::move(part)));
    start = end;
  }
  return Value::object(iterate(rt, rt.list(std::move(out))));
}

Value groupBy(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("groupby", args, {"attribute", "default", "case_sensitive"}, 1);
  const bool case_sensitive = bound.boolean(rt, 2, false);
  AttributePath path(rt, bound.at(0), !case_sensitive);
  AttributePath shown(rt, bound.at(0), false);
  if (bound.givenNotNone(1)) path.fallback = shown.fallback = *bound.at(1);
  const std::vector<Value> values = toVector(rt, input);
  std::vector<Value> keys;
  for (const Value& value : values) keys.push_back(path.get(rt, value));
  std::vector<Value> groups;
  std::vector<Value> group;
  Value group_key;
  const auto flush = [&] {
    if (group.empty()) return;
    const Value name = case_sensitive ? group_key : shown.get(rt, group.front());
    groups.push_back(Value::object(rt.make<GroupTuple>(name, rt.list(std::move(group)))));
    group.clear();
  };
  for (const Value& value : sorted(rt, values, keys, false)) {
    const Value key = path.get(rt, value);
    if (!group.empty() && !equals(rt, key, group_key)) flush();
    group_key = key;
    group.push_back(value);
  }
  flush();
  return rt.list(std::move(groups));
}

Value extreme(Runtime& rt, const Value& input, Args& args, bool largest) {
  const Bound bound(largest ? "max" : "min", args, {"case_sensitive", "attribute"});
  const AttributePath path(rt, bound.at(1), !bound.boolean(rt, 0, false));
  Iter* it = iterate(rt, input);
  Value best;
  if (!it->next(rt, best)) return Value::undefined("No aggregated item, sequence was empty.");
  Value best_key = path.get(rt, best);
  Value item;
  while (it->next(rt, item)) {
    const Value key = path.get(rt, item);
    if (largest ? lessThan(rt, best_key, key) : lessThan(rt, key, best_key)) {
      best = item;
      best_key = key;
    }
  }
  return best;
}

Value minimum(Runtime& rt, const Value& input, Args& args) { return extreme(rt, input, args, false); }
Value maximum(Runtime& rt, const Value& input, Args& args) { return extreme(rt, input, args, true); }

Value sum(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("sum", args, {"attribute", "start"});
  const AttributePath path(rt, bound.at(0));
  Value total = bound.value(1, Value::integer(0));
  if (total.isString()) raise("sum() can't sum strings [use ''.join(seq) instead]");
  Iter* it = iterate(rt, input);
  Value item;
  while (it->next(rt, item)) total = arithmetic(rt, Op::kAdd, total, path.get(rt, item));
  return total;
}

Value random(Runtime& rt, const Value& input, Args& args) {
  const Bound bound("random", args, {});
  const std::vector<Value> values = toVector(rt, input);
  if (values.empty()) return Value::undefined("No random item, sequence was empty.");
  static thread_local std::mt19937_64 generator{std::random_device{}()};
  return values[std::uniform_int_distribution<size_t>(0, values.size() - 1)(generator)];
}

}  // namespace

void addSequenceFilters(FilterTable& table) {
  table.insert({{"length", length},
                {"count", length},
                {"first", first},
                {"last", last},
                {"list", list},
                {"join", join},
                {"reverse", reverse},
                {"items", items},
                {"sort", sort},
                {"dictsort", dictSort},
                {"unique", unique},
                {"batch", batch},
                {"slice", slice},
                {"groupby", groupBy},
                {"min", minimum},
                {"max", maximum},
                {"sum", sum},
                {"random", random}});
}

}  // namespace deepwell::jinja

#include "engine/text/jinja/functions.h"

#include <array>
#include <chrono>
#include <ctime>

#include "engine/text/jinja/args.h"
#include "engine/text/jinja/range.h"

namespace deepwell::jinja {
namespace {

constexpr size_t kMaxTimeText = 4096;

// dict(mapping or pairs, **names): calls `set` for each entry.
template <class Set>
void collectEntries(Runtime& rt, const Args& args, Set set) {
  if (args.positional.size() > 1) raise("dict expected at most 1 argument, got {}", args.positional.size());
  if (!args.positional.empty()) {
    const Value& source = args.positional[0];
    if (source.isDict()) {
      for (const auto& [key, value] : source.dict().entries()) set(key, value);
    } else {
      for (const Value& item : toVector(rt, source)) {
        const std::vector<Value> pair = toVector(rt, item);
        if (pair.size() != 2) raise("a dict is made of pairs");
        set(pair[0], pair[1]);
      }
    }
  }
  for (const auto& [name, value] : args.keyword) set(rt.text(name), value);
}

class DictFunction final : public Object {
 public:
  std::string typeName() const override { return "TemplateDict"; }
  bool callable() const override { return true; }
  Value call(Runtime& rt, Args& args) override {
    const Value out = rt.dict();
    collectEntries(rt, args, [&](const Value& key, const Value& value) { out.dict().set(rt, key, value); });
    return out;
  }
  bool attribute(Runtime& rt, std::string_view name, Value& out) override {
    if (name != "fromkeys") return false;
    out = rt.function("fromkeys", [](Runtime& r, Args& args) {
      const Bound bound("fromkeys", args, {"iterable", "value"}, 1);
      const Value made = r.dict();
      for (const Value& key : toVector(r, *bound.at(0))) made.dict().set(r, key, bound.value(1));
      return made;
    });
    return true;
  }
};

class Cycler final : public Object {
 public:
  explicit Cycler(std::vector<Value> items) : items_(std::move(items)) {}
  std::string typeName() const override { return "Cycler"; }
  bool attribute(Runtime& rt, std::string_view name, Value& out) override {
    if (name == "current") {
      out = items_[position_];
    } else if (name == "items") {
      out = rt.tuple(items_);
    } else if (name == "pos") {
      out = Value::integer(static_cast<Int>(position_));
    } else if (name == "next") {
      out = rt.function("next", [this](Runtime&, Args&) {
        const Value value = items_[position_];
        position_ = (position_ + 1) % items_.size();
        return value;
      });
    } else if (name == "reset") {
      out = rt.function("reset", [this](Runtime&, Args&) {
        position_ = 0;
        return Value::none();
      });
    } else {
      return false;
    }
    return true;
  }

 private:
  std::vector<Value> items_;
  size_t position_ = 0;
};

class Joiner final : public Object {
 public:
  explicit Joiner(Value separator) : separator_(std::move(separator)) {}
  std::string typeName() const override { return "Joiner"; }
  bool callable() const override { return true; }
  Value call(Runtime& rt, Args& args) override {
    const Bound bound("joiner", args, {});
    return std::exchange(used_, true) ? separator_ : rt.text("");
  }

 private:
  Value separator_;
  bool used_ = false;
};

Value makeNamespace(Runtime& rt, Args& args) {
  auto* made = rt.make<Namespace>();
  collectEntries(rt, args, [&](const Value& key, const Value& value) {
    if (key.isString()) made->set(rt, key.str(), value);
  });
  return Value::object(made);
}

Value makeCycler(Runtime& rt, Args& args) {
  if (args.positional.empty() || !args.keyword.empty()) raise("at least one item has to be provided");
  return Value::object(rt.make<Cycler>(args.positional));
}

Value makeJoiner(Runtime& rt, Args& args) {
  const Bound bound("joiner", args, {"sep"});
  return Value::object(rt.make<Joiner>(bound.value(0, rt.text(", "))));
}

Value raiseException(Runtime& rt, Args& args) {
  const Bound bound("raise_exception", args, {"message"}, 1);
  raise("{}", toStr(rt, *bound.at(0)));
}

// What Python's datetime without a time zone makes of %z, %:z, %Z (nothing) and %f (microseconds).
std::string withoutZone(std::string_view format) {
  const auto micros = std::chrono::duration_cast<std::chrono::microseconds>(
                          std::chrono::system_clock::now().time_since_epoch())
                          .count() %
                      1'000'000;
  std::string out;
  for (size_t i = 0; i < format.size(); ++i) {
    const std::string_view rest = format.substr(i);
    if (rest.starts_with("%z") || rest.starts_with("%Z") || rest.starts_with("%f")) {
      if (rest[1] == 'f') out += fmt::format("{:06}", micros);
      ++i;
    } else if (rest.starts_with("%:z")) {
      i += 2;
    } else {
      out += rest[0];
      if (rest[0] == '%' && rest.size() > 1) out += rest[1];
      i += rest[0] == '%' && rest.size() > 1 ? 1 : 0;
    }
  }
  return out;
}

Value timeNow(Runtime& rt, Args& args) {
  const Bound bound("strftime_now", args, {"format"}, 1);
  const std::string& format = bound.string(0);
  if (format.empty()) return rt.text("");
  if (format.size() > kMaxTimeText / 4) raise("the format of strftime_now is too long");
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, kMaxTimeText> buffer{};
  const size_t size = std::strftime(buffer.data(), buffer.size(), withoutZone(format).c_str(), &local);
  return rt.text(std::string(buffer.data(), size));
}

}  // namespace

std::string Namespace::repr(Runtime& rt) const {
  const Value shown = rt.dict();
  for (const auto& [name, value] : values_) shown.dict().set(rt, rt.text(name), value);
  return "<Namespace " + toRepr(rt, shown) + ">";
}

bool Namespace::attribute(Runtime&, std::string_view name, Value& out) {
  const auto found = index_.find(name);
  if (found == index_.end()) return false;
  out = values_[found->second].second;
  return true;
}

void Namespace::set(Runtime& rt, const std::string& name, const Value& value) {
  if (name.starts_with("_")) raise("templates cannot store underscore-prefixed attributes on a namespace ('{}')", name);
  const auto [at, is_new] = index_.emplace(name, values_.size());
  if (!is_new) {
    values_[at->second].second = value;
    return;
  }
  rt.meter.add(2 * sizeof(Value) + 2 * name.size());
  values_.emplace_back(name, value);
}

void addFunctions(Runtime& rt, std::map<std::string, Value, std::less<>>& globals) {
  globals["range"] = rt.function("range", makeRange);
  globals["dict"] = Value::object(rt.make<DictFunction>());
  globals["namespace"] = rt.function("namespace", makeNamespace);
  globals["cycler"] = rt.function("cycler", makeCycler);
  globals["joiner"] = rt.function("joiner", makeJoiner);
  globals["raise_exception"] = rt.function("raise_exception", raiseException);
  globals["strftime_now"] = rt.function("strftime_now", timeNow);
}

}  // namespace deepwell::jinja

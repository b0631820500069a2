#include "engine/text/jinja/loop.h"

#include "engine/text/jinja/operators.h"

namespace deepwell::jinja {

Loop::Loop(Value source, Iter* iter, int depth, Recurse recurse)
    : source_(std::move(source)), iter_(iter), depth_(depth), recurse_(std::move(recurse)) {}

bool Loop::advance(Runtime& rt, Value& item) {
  if (!peek(rt)) return false;
  item = std::move(after_);
  has_after_ = false;
  ++index_;
  before_ = std::move(current_);
  current_ = item;
  return true;
}

bool Loop::peek(Runtime& rt) {
  if (!has_after_) has_after_ = iter_->next(rt, after_);
  return has_after_;
}

std::optional<Int> Loop::length(Runtime& rt) {
  if (length_) return length_;
  if (source_.as<Iter>() == nullptr) length_ = lengthOf(rt, source_);
  if (!length_) {  // run ahead and keep what comes
    const std::vector<Value> rest = toVector(rt, Value::object(iter_));
    length_ = static_cast<Int>(rest.size()) + index_ + 1 + (has_after_ ? 1 : 0);
    iter_ = jinja::iterate(rt, rt.list(rest));
  }
  return length_;
}

Iter* Loop::iterate(Runtime& rt) {
  return rt.make<GenIter>([this](Runtime& runtime, Value& out) {
    Value item;
    if (!advance(runtime, item)) return false;
    out = runtime.tuple({item, Value::object(this)});
    return true;
  });
}

std::string Loop::repr(Runtime& rt) const {
  const auto total = const_cast<Loop*>(this)->length(rt);  // counts ahead, as Jinja2 does
  return fmt::format("<LoopContext {}/{}>", index_ + 1, *total);
}

bool Loop::numberAttribute(Runtime& rt, std::string_view name, Value& out) {
  if (name == "index") {
    out = Value::integer(index_ + 1);
  } else if (name == "index0") {
    out = Value::integer(index_);
  } else if (name == "length") {
    out = Value::integer(*length(rt));
  } else if (name == "revindex") {
    out = Value::integer(*length(rt) - index_);
  } else if (name == "revindex0") {
    out = Value::integer(*length(rt) - index_ - 1);
  } else if (name == "depth") {
    out = Value::integer(depth_ + 1);
  } else if (name == "depth0") {
    out = Value::integer(depth_);
  } else {
    return false;
  }
  return true;
}

bool Loop::attribute(Runtime& rt, std::string_view name, Value& out) {
  if (numberAttribute(rt, name, out)) return true;
  if (name == "first") {
    out = Value::boolean(index_ == 0);
  } else if (name == "last") {
    out = Value::boolean(!peek(rt));
  } else if (name == "previtem") {
    out = index_ == 0 ? Value::undefined("there is no previous item") : before_;
  } else if (name == "nextitem") {
    out = peek(rt) ? after_ : Value::undefined("there is no next item");
  } else if (name == "cycle") {
    out = rt.function("cycle", [this](Runtime&, Args& args) { return cycle(args); });
  } else if (name == "changed") {
    out = rt.function("changed", [this](Runtime& r, Args& args) { return changed(r, args); });
  } else {
    return false;
  }
  return true;
}

Value Loop::cycle(const Args& args) const {
  if (args.positional.empty()) raise("no items for cycling given");
  return args.positional[static_cast<size_t>(index_) % args.positional.size()];
}

Value Loop::changed(Runtime& rt, const Args& args) {
  const auto same = [&] {
    if (!last_changed_ || last_changed_->size() != args.positional.size()) return false;
    for (size_t i = 0; i < last_changed_->size(); ++i) {
      if (!equals(rt, (*last_changed_)[i], args.positional[i])) return false;
    }
    return true;
  };
  if (same()) return Value::boolean(false);
  last_changed_ = args.positional;
  return Value::boolean(true);
}

Value Loop::call(Runtime& rt, Args& args) {
  if (!recurse_) raise("The loop must have the 'recursive' marker to be called recursively.");
  if (args.positional.size() != 1 || !args.keyword.empty()) raise("loop() takes the items of the next level");
  return recurse_(rt, args.positional[0], depth_ + 1);
}

}  // namespace deepwell::jinja

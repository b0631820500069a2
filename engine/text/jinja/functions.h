// The global functions of templates: range, namespace, dict, cycler, joiner, raise_exception, strftime_now.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/text/jinja/runtime.h"

namespace deepwell::jinja {

// What {% set ns.name = value %} writes to.
class Namespace final : public Object {
 public:
  std::string typeName() const override { return "Namespace"; }
  std::string repr(Runtime& rt) const override;
  bool attribute(Runtime& rt, std::string_view name, Value& out) override;
  void set(Runtime& rt, const std::string& name, const Value& value);

 private:
  // In the order of their first assignment. The index keeps look-ups quick in large ones.
  std::vector<std::pair<std::string, Value>> values_;
  std::map<std::string, size_t, std::less<>> index_;
};

void addFunctions(Runtime& rt, std::map<std::string, Value, std::less<>>& globals);

}  // namespace deepwell::jinja

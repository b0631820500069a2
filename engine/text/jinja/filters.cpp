#include "engine/text/jinja/filters.h"

namespace deepwell::jinja {
namespace {

const FilterTable& filters() {
  static const FilterTable table = [] {
    FilterTable t;
    addTextFilters(t);
    addLayoutFilters(t);
    addSequenceFilters(t);
    addSelectionFilters(t);
    addNumberFilters(t);
    return t;
  }();
  return table;
}

}  // namespace

bool isFilter(std::string_view name) { return filters().contains(name); }

Value applyFilter(Runtime& rt, std::string_view name, const Value& input, Args& args) {
  const auto found = filters().find(name);
  if (found == filters().end()) raise("No filter named '{}'", name);
  rt.budget.spend(1 + (input.isString() ? input.str().size() / 64 : 0));
  return found->second(rt, input, args);
}

}  // namespace deepwell::jinja

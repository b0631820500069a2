#include "engine/text/jinja/json_read.h"

#include <nlohmann/json.hpp>

#include "engine/text/jinja/numbers.h"

namespace deepwell::jinja {
namespace {

constexpr size_t kMaxJsonNesting = 300;

class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit Builder(Runtime& rt) : rt_(rt) {}

  bool null() override { return add(Value::none()); }
  bool boolean(bool b) override { return add(Value::boolean(b)); }
  bool number_integer(number_integer_t i) override { return add(Value::integer(i)); }
  bool number_unsigned(number_unsigned_t i) override { return add(Value::integer(i)); }
  bool number_float(number_float_t d, const string_t& source) override {
    const bool whole = source.find_first_of(".eE") == string_t::npos;
    const auto integer = whole ? parseInt(source, 10) : std::nullopt;
    return add(integer ? Value::integer(*integer) : Value::number(d));
  }
  bool string(string_t& text) override { return add(rt_.text(std::move(text))); }
  bool binary(binary_t&) override { return false; }

  bool start_object(size_t) override { return open(rt_.dict()); }
  bool key(string_t& name) override {
    open_.back().key = rt_.text(std::move(name));
    return true;
  }
  bool end_object() override { return close(); }
  bool start_array(size_t) override { return open(rt_.list({})); }
  bool end_array() override { return close(); }
  bool parse_error(size_t position, const std::string&, const nlohmann::detail::exception&) override {
    raise("broken JSON at byte {}", position);
  }

  Value result;

 private:
  struct Level {
    Value container;
    Value key;
  };

  bool add(const Value& value) {
    if (open_.empty()) {
      result = value;
      return true;
    }
    Level& level = open_.back();
    if (level.container.isDict()) {
      level.container.dict().set(rt_, level.key, value);
    } else {
      rt_.meter.add(sizeof(Value));
      level.container.listData()->items.push_back(value);
    }
    return true;
  }

  bool open(const Value& container) {
    if (open_.size() >= kMaxJsonNesting) raise("the JSON is nested too deeply");
    add(container);
    open_.push_back({container, Value()});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  Runtime& rt_;
  std::vector<Level> open_;
};

}  // namespace

Value readJson(Runtime& rt, std::string_view json, std::string_view what) {
  Builder builder(rt);
  try {
    nlohmann::json::sax_parse(json, &builder);
  } catch (const TemplateError& error) {
    raise("{}: {}", what, error.what());
  }
  return builder.result;
}

}  // namespace deepwell::jinja

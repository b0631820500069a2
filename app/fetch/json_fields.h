// Fields of a JSON object that must be there, or may be left out. The first thing that is wrong is kept as the error.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/result.h"

namespace deepwell::fetch {

class JsonFields {
 public:
  using Element = simdjson::dom::element;

  explicit JsonFields(const Element& object) : object_(object) {
    if (!object.is_object()) wrong("the line", "a JSON object");
  }

  uint64_t number(const char* name) { return required(name, "a number from 0 to 2^64 - 1", uint64_t{0}); }
  uint64_t number(const char* name, uint64_t otherwise) { return optional(name, "a number from 0 to 2^64 - 1", otherwise); }
  int64_t integer(const char* name, int64_t otherwise) { return optional(name, "a whole number", otherwise); }
  double real(const char* name, double otherwise) { return optional(name, "a number", otherwise); }
  bool flag(const char* name, bool otherwise) { return optional(name, "true or false", otherwise); }
  std::string text(const char* name) { return std::string(required(name, "a text", std::string_view())); }
  std::string text(const char* name, std::string_view otherwise) { return std::string(optional(name, "a text", otherwise)); }

  // A list of objects; each(JsonFields&) reads one, and its error becomes ours.
  template <class Each>
  void list(const char* name, size_t most, Each&& each) {
    simdjson::dom::array array;
    if (!member(name).get(array)) {
      if (array.size() > most) return wrong(name, fmt::format("at most {} entries", most).c_str());
      for (const Element element : array) {
        JsonFields fields(element);
        each(fields);
        if (error_.empty() && !fields.error_.empty()) error_ = fmt::format("in \"{}\": {}", name, fields.error_);
      }
    } else {
      wrong(name, "a list");
    }
  }

  void wrong(const char* name, const char* expected) {
    if (error_.empty()) error_ = fmt::format("\"{}\" must be {}", name, expected);
  }
  const std::string& error() const { return error_; }

 private:
  simdjson::simdjson_result<Element> member(const char* name) const {
    return object_.is_object() ? object_[name] : simdjson::simdjson_result<Element>(simdjson::NO_SUCH_FIELD);
  }

  template <class T>
  T required(const char* name, const char* expected, T value) {
    if (member(name).get(value)) {
      wrong(name, expected);
      return {};
    }
    return value;
  }

  template <class T>
  T optional(const char* name, const char* expected, T value) {
    if (member(name).error() == simdjson::NO_SUCH_FIELD) return value;
    return required(name, expected, value);
  }

  Element object_;
  std::string error_;
};

}  // namespace deepwell::fetch

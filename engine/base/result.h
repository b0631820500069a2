// Errors are values: Result<T> holds a T or an Error. Used for files, memory, devices and prompts; our own
// bugs are asserts.
#pragma once

#include <fmt/format.h>

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace deepwell {

enum class ErrorCode {
  kInvalidArgument,  // the caller asked for something that makes no sense
  kTooLong,          // a conversation does not fit into the context
  kNotFound,         // a file, tensor or key is not there
  kCorruptFile,      // a file breaks its format
  kUnsupported,      // well-formed, but not something this build can run
  kOutOfMemory,
  kIo,
  kCancelled,
  kDevice,
  kInternal,
};

// `message` is one line for a person: what failed, which file, what was expected, what to do.
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;
using Failure = tl::unexpected<Error>;

// Names out of files may hold anything; a message stays one line.
inline std::string oneLine(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  }
  return text;
}

// fail(ErrorCode::kCorruptFile, "{}: expected {} bytes, found {}", path, want, got)
template <class... Args>
[[nodiscard]] Failure fail(ErrorCode code, fmt::format_string<Args...> format, Args&&... args) {
  return Failure(Error{code, oneLine(fmt::format(format, std::forward<Args>(args)...))});
}

// The same error with `context` (a file, a tensor) put in front of its message.
[[nodiscard]] inline Failure failWith(const Error& error, const std::string& context) {
  return Failure(Error{error.code, oneLine(context + ": " + error.message)});
}

}  // namespace deepwell

#define DEEPWELL_CONCAT_INNER(a, b) a##b
#define DEEPWELL_CONCAT(a, b) DEEPWELL_CONCAT_INNER(a, b)

// DEEPWELL_TRY(status): returns the error from the enclosing function if `status` holds one.
#define DEEPWELL_TRY(expr)                                        \
  do {                                                            \
    if (auto&& deepwell_status = (expr); !deepwell_status)        \
      return ::tl::make_unexpected(std::move(deepwell_status).error()); \
  } while (false)

// DEEPWELL_ASSIGN(auto x, f()): x = value of f(), or returns its error from the enclosing function.
#define DEEPWELL_ASSIGN(decl, expr)                                                              \
  auto DEEPWELL_CONCAT(deepwell_result_, __LINE__) = (expr);                                     \
  if (!DEEPWELL_CONCAT(deepwell_result_, __LINE__))                                              \
    return ::tl::make_unexpected(std::move(DEEPWELL_CONCAT(deepwell_result_, __LINE__)).error()); \
  decl = std::move(*DEEPWELL_CONCAT(deepwell_result_, __LINE__))

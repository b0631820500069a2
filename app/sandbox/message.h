// One message of a SOCK_SEQPACKET socket between the window and its broker, with up to two descriptors.
//   request:  'F'                   start the download helper
//             'L' address           open a link
//             'D' path              show a folder
//   answer:   '+' [2 descriptors]   done; of 'F' the helper's input and output
//             '-' words             not done
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace deepwell::sandbox {

inline constexpr char kStartHelper = 'F';
inline constexpr char kOpenLink = 'L';
inline constexpr char kShowFolder = 'D';
inline constexpr char kDone = '+';
inline constexpr char kRefused = '-';
inline constexpr size_t kMaxMessage = 16384;  // bytes; longer ones are cut, and thereby refused

struct Message {
  std::string text;
  std::array<int, 2> descriptors = {-1, -1};  // received ones belong to whoever received them
};

bool sendMessage(int socket, std::string_view text, const std::array<int, 2>& descriptors = {-1, -1});

// Waits; false: the other side has gone (or nothing came within `timeout_ms`; below zero: no limit).
bool receiveMessage(int socket, Message& message, int timeout_ms);

}  // namespace deepwell::sandbox

// A chat as Markdown.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/store/transfer.h"

namespace deepwell {

// Backticks for the lines before and after `text`: three, or more than any run of them in it.
std::string fenceFor(std::string_view text);

std::string writeMarkdown(std::string_view title, UnixMs created, std::span<const ChatMessage> messages,
                          const MarkdownOptions& options);

}  // namespace deepwell

// A chat as Markdown.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "app/store/transfer.h"

namespace deepwell {

std::string writeMarkdown(std::string_view title, UnixMs created, std::span<const ChatMessage> messages,
                          const MarkdownOptions& options);

}  // namespace deepwell

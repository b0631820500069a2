#include "app/store/write_markdown.h"

#include <algorithm>
#include <ctime>

namespace deepwell {
namespace {

std::string dateOf(UnixMs time) {
  const std::time_t seconds = time / 1000;
  std::tm local{};
  localtime_r(&seconds, &local);
  char text[32];
  std::strftime(text, sizeof(text), "%Y-%m-%d %H:%M", &local);
  return text;
}

std::string oneTitle(std::string_view title) {
  std::string line(title);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
  return line.empty() ? "Chat" : line;
}

std::string fenced(std::string_view text) {
  const std::string fence = fenceFor(text);
  return fence + "\n" + std::string(text) + (text.ends_with('\n') ? "" : "\n") + fence + "\n";
}

// The thoughts may hold the tag that would end them.
std::string inDetails(std::string_view text) {
  std::string safe;
  for (size_t at = 0; at < text.size(); ++at) {
    const bool tag = text.substr(at).starts_with("</details") || text.substr(at).starts_with("<details");
    safe += tag ? std::string("&lt;") : std::string(1, text[at]);
  }
  return safe;
}

void addMessage(std::string& all, const ChatMessage& message, const MarkdownOptions& options) {
  const Generation& made = message.generation;
  all += message.role == ChatRole::kUser ? "\n## You\n\n" : message.role == ChatRole::kSystem ? "\n## System\n\n" : "";
  if (message.role == ChatRole::kAssistant)
    all += "\n## " + oneTitle(made.model.empty() ? "Assistant" : made.model) + (wasEdited(made) ? " (edited)" : "") + "\n\n";
  for (const Attachment& file : message.attachments)
    all += "*" + oneTitle(file.name) + "*\n\n" + fenced(file.text) + "\n";
  if (options.thoughts && !message.reasoning.empty()) {
    all += "<details>\n<summary>Thoughts";
    if (made.reasoning_seconds >= 1) all += fmt::format(" ({:.0f} s)", made.reasoning_seconds);
    all += "</summary>\n\n" + inDetails(message.reasoning) + "\n\n</details>\n\n";
  }
  all += message.text;
  if (!message.text.ends_with('\n')) all += '\n';
  if (!message.error.empty()) all += "\n*" + oneTitle(message.error) + "*\n";
}

}  // namespace

std::string fenceFor(std::string_view text) {
  size_t longest = 2;
  size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '`');
}

std::string writeMarkdown(std::string_view title, UnixMs created, std::span<const ChatMessage> messages,
                          const MarkdownOptions& options) {
  std::string all = "# " + oneTitle(title) + "\n\n*" + dateOf(created) + "*\n";
  for (const ChatMessage& message : messages) addMessage(all, message, options);
  return all;
}

}  // namespace deepwell

#include "app/store/transfer.h"

namespace deepwell {

Result<std::string> chatMarkdown(ChatStore&, ChatId, const MarkdownOptions&) {
  return fail(ErrorCode::kUnsupported, "Export is not there yet");
}

Status exportChats(ChatStore&, std::span<const ChatId>, ExportFormat, const std::filesystem::path& file) {
  return fail(ErrorCode::kUnsupported, "{}: export is not there yet", file.string());
}

Result<ImportReport> importChats(ChatStore&, const std::filesystem::path& file, std::stop_token) {
  return fail(ErrorCode::kUnsupported, "{}: import is not there yet", file.string());
}

}  // namespace deepwell

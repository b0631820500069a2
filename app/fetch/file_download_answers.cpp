// FileDownload: what the server's answers must be to count, and where their bytes go. These run inside of libcurl's calls: they
// start and stop nothing, but set what the next tick looks at.
#include <algorithm>

#include "app/fetch/file_download.h"
#include "app/fetch/file_download_span.h"
#include "app/fetch/ranges.h"

namespace deepwell::fetch {
namespace {

constexpr int kMostWithoutRange = 3;

}  // namespace

bool FileDownload::onHead(Span& span, const Head& head) {
  const std::string& host = head.url.origin.host;
  const auto refuse = [&span](std::string why, bool permanent) {
    span.problem = std::move(why);
    span.permanent = permanent;
    return false;
  };
  if (!head.content_encoding.empty() && head.content_encoding != "identity") {
    return refuse(fmt::format("{} sends the file compressed ({}), which was not asked for", host, oneLine(head.content_encoding.substr(0, 40))), true);
  }
  if (head.status == 416 && span.first == 0 && isEmptyRange(head.content_range)) {
    if (!onSize(span, 0)) return false;
    span.at = span.end = 0;
    return headed_ = span.headed = true;
  }
  if (head.status == 416) return refuse(fmt::format("{} says that the file is shorter than it was (416)", host), false);
  if (adopt_ && !onAdopt(span, head)) return false;
  if (!(head.status == 206 ? onRange(span, head) : onWhole(span, head)) || !onSource(span, head)) return false;
  if (head.url.text != origin_->text) {
    resolved_ = head.url;
    resolved_left_ = head.left;
  }
  state_ = State::kRunning;
  return headed_ = span.headed = true;
}

// A finished file is taken apart only now that the server has shown to have the same one, in ranges.
bool FileDownload::onAdopt(Span& span, const Head& head) {
  const std::string& host = head.url.origin.host;
  const auto range = readContentRange(head.content_range);
  const std::optional<uint64_t> size = head.status == 200 ? head.length : range ? std::optional(range->size) : std::nullopt;
  if (size != adopt_->size) {
    span.problem = fmt::format("{} has a file of another size now: nothing was changed", host);
    span.permanent = true;
    return false;
  }
  if (head.status == 200) {
    stream_ = true;
    span.problem = restart_why_ = fmt::format("{} sent the whole file for a part of it", host);
    return false;
  }
  auto partial = PartialFile::fromFinished(std::move(*folder_), name_, std::move(*adopt_), options_.margin_bytes);
  adopt_.reset();
  if (!partial) return defer(Failure(partial.error()));
  partial_.emplace(std::move(*partial));
  return true;
}

bool FileDownload::onRange(Span& span, const Head& head) {
  const auto range = readContentRange(head.content_range);
  const auto odd = [&](const char* what) {
    span.problem = fmt::format("{} sent another part of the file than was asked for ({})", head.url.origin.host, what);
    return false;
  };
  if (span.stream) return odd("a part instead of the whole");
  if (!range) return odd("no valid Content-Range");
  const bool sized = partial_->sized();
  if (range->first != span.first) return odd("another beginning");
  if (range->last >= span.end) return odd("more than asked");
  if (head.length && *head.length != range->last - range->first + 1) return odd("another length");
  if (!onSize(span, range->size)) return false;
  if (!sized && range->last + 1 < std::min(span.end, range->size)) return odd("less than asked");
  span.end = range->last + 1;
  return true;
}

bool FileDownload::onWhole(Span& span, const Head& head) {
  const bool nothing_yet = span.first == 0 && spans_.size() == 1 && partial_->journal().chunks.empty();
  if (!span.stream && !nothing_yet) {
    span.problem = fmt::format("{} sent the whole file for a part of it", head.url.origin.host);
    if (++no_range_ >= kMostWithoutRange || partial_->journal().chunks.empty()) {
      stream_ = true;
      restart_why_ = span.problem;
    }
    return false;
  }
  if (!head.length && !head.framed && file_.sha256.empty()) {
    span.problem = fmt::format("{} does not say how long the file is, so that a cut could not be told", head.url.origin.host);
    span.permanent = true;
    return false;
  }
  if (head.length && !onSize(span, *head.length)) return false;
  stream_ = span.stream = true;
  // An answer that was cut before a byte of it came may have told the size already.
  const uint64_t told = file_.size != 0 ? file_.size : partial_->sized() ? partial_->journal().size : ~uint64_t{0};
  span.end = head.length.value_or(told);
  if (!head.length && file_.size != 0 && !onSize(span, file_.size)) return false;
  return true;
}

// The server says that the file has `size` bytes.
bool FileDownload::onSize(Span& span, uint64_t size) {
  const std::string& host = origin_->origin.host;
  if (file_.size != 0 && size != file_.size) {
    span.problem = fmt::format("{} has a file of {} bytes, and {} were expected; look for it in the catalogue again", host, size, file_.size);
    span.permanent = true;
    return false;
  }
  if (partial_->sized() && size != partial_->journal().size) {
    restart_why_ = span.problem = fmt::format("{} has another file now, of {} bytes", host, size);
    return false;
  }
  return partial_->sized() || defer(partial_->setSize(size));
}

// The file must be the one that the other pieces are from.
bool FileDownload::onSource(Span& span, const Head& head) {
  const Source source{head.etag, head.modified};
  const Journal& journal = partial_->journal();
  const bool changed = !journal.sources.empty() && !sameSource(journal.sources.back(), source);
  const std::string why = fmt::format("{}: the file changed on the server", head.url.origin.host);
  if (changed && file_.sha256.empty() && !span.stream) {
    restart_why_ = span.problem = why;
    return false;
  }
  // With a hash to check against, pieces of the old one may still be right: the end will tell.
  span.source = partial_->sourceIndex(source);
  if (changed) partial_->dropPartsBefore(span.source);  // a piece is of one source
  const auto part = journal.parts.find(span.chunk);
  if (span.first > journal.begin(span.chunk) && (part == journal.parts.end() || part->second.source != span.source)) {
    partial_->dropPart(span.chunk);
    span.problem = why;
    span.changed = true;
    return false;
  }
  return true;
}

bool FileDownload::onBody(Span& span, std::string_view bytes) {
  received_ += bytes.size();
  if (bytes.size() > span.end - span.at) {
    span.problem = fmt::format("{} sends more than it said", origin_->origin.host);
    return false;
  }
  while (!bytes.empty()) {
    const Journal& journal = partial_->journal();
    const uint64_t chunk_end = span.stream && !partial_->sized() ? journal.begin(span.chunk + 1) : journal.end(span.chunk);
    const std::string_view piece = bytes.substr(0, static_cast<size_t>(std::min<uint64_t>(bytes.size(), chunk_end - span.at)));
    if (!defer(partial_->write(piece, span.at))) return false;
    span.hash.add(piece);
    span.at += piece.size();
    bytes.remove_prefix(piece.size());
    if (span.at < chunk_end) break;
    partial_->finishChunk(span.chunk, {span.hash.hex(), span.source});
    span.hash.reset();
    ++span.chunk;
  }
  return true;
}

}  // namespace deepwell::fetch

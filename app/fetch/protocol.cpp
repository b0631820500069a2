#include "app/fetch/protocol.h"

#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "app/fetch/json_fields.h"

namespace deepwell::fetch {
namespace {

using nlohmann::json;

constexpr size_t kMostFiles = 10'000;  // of one download

constexpr std::array<std::pair<Phase, const char*>, 8> kPhases = {{
    {Phase::kQueued, "queued"},
    {Phase::kConnecting, "connecting"},
    {Phase::kRunning, "running"},
    {Phase::kPaused, "paused"},
    {Phase::kVerifying, "verifying"},
    {Phase::kDone, "done"},
    {Phase::kFailed, "failed"},
    {Phase::kCancelled, "cancelled"},
}};

std::string dump(const json& value) { return value.dump(-1, ' ', false, json::error_handler_t::replace); }

// --- writing ---

json toJson(const std::vector<RemoteFile>& files) {
  json list = json::array();
  for (const RemoteFile& file : files) {
    list.push_back({{"url", file.url}, {"path", file.path}, {"size", file.size}, {"sha256", file.sha256}});
  }
  return list;
}

json toJson(const Download& command) {
  return {{"do", "download"},
          {"id", command.id},
          {"folder", command.folder.string()},
          {"files", toJson(command.files)},
          {"repair", command.repair}};
}

json toJson(const Verify& command) {
  return {{"do", "verify"}, {"id", command.id}, {"folder", command.folder.string()}, {"files", toJson(command.files)}};
}

json toJson(const Get& command) {
  return {{"do", "get"}, {"id", command.id}, {"url", command.url}, {"max_bytes", command.max_bytes}};
}

json toJson(const Pause& command) { return {{"do", "pause"}, {"id", command.id}}; }
json toJson(const Resume& command) { return {{"do", "resume"}, {"id", command.id}}; }
json toJson(const Cancel& command) { return {{"do", "cancel"}, {"id", command.id}, {"erase", command.erase}, {"finished", command.finished}}; }

json toJson(const Configure& command) {
  return {{"do", "configure"},
          {"bytes_per_second", command.bytes_per_second},
          {"connections", command.connections},
          {"proxy", command.proxy},
          {"token", command.token},
          {"token_origin", command.token_origin}};
}

json toJson(const DownloadStatus& event) {
  return {{"event", "download"},
          {"id", event.id},
          {"phase", phaseName(event.phase)},
          {"bytes_done", event.bytes_done},
          {"bytes_total", event.bytes_total},
          {"bytes_fetched", event.bytes_fetched},
          {"bytes_per_second", event.bytes_per_second},
          {"file", event.file},
          {"error", event.error},
          {"note", event.note},
          {"status", event.status}};
}

json toJson(const Response& event) {
  return {{"event", "response"}, {"id", event.id}, {"status", event.status}, {"body", event.body}, {"error", event.error}, {"next", event.next}};
}

json toJson(const Connection& event) {
  return {{"event", "connection"},
          {"number", event.number},
          {"closed", event.closed},
          {"opened_ms", event.opened_ms},
          {"host", event.host},
          {"address", event.address},
          {"port", event.port},
          {"purpose", event.purpose},
          {"bytes_received", event.bytes_received},
          {"bytes_sent", event.bytes_sent}};
}

json toJson(const Refused& event) { return {{"event", "refused"}, {"id", event.id}, {"error", event.error}}; }

// --- reading ---

// A number that must lie in a range; `expected` says which.
template <class T>
T ranged(JsonFields& in, const char* name, int64_t otherwise, int64_t least, int64_t most, const char* expected) {
  const int64_t value = in.integer(name, otherwise);
  if (value < least || value > most) in.wrong(name, expected);
  return static_cast<T>(value);
}

uint64_t readId(JsonFields& in) {
  const uint64_t id = in.number("id");
  if (id == 0) in.wrong("id", "a number from 1");
  return id;
}

std::filesystem::path readFolder(JsonFields& in) {
  std::string folder = in.text("folder");
  if (folder.empty() || folder[0] != '/' || folder.find('\0') != std::string::npos) in.wrong("folder", "an absolute path");
  return folder;
}

std::vector<RemoteFile> readFiles(JsonFields& in) {
  std::vector<RemoteFile> files;
  in.list("files", kMostFiles, [&files](JsonFields& file) {
    files.push_back({file.text("url", ""), file.text("path"), file.number("size", 0), file.text("sha256", "")});
  });
  if (files.empty()) in.wrong("files", "a list with at least one file");
  return files;
}

Download readDownload(JsonFields& in) { return {readId(in), readFolder(in), readFiles(in), in.flag("repair", false)}; }
Verify readVerify(JsonFields& in) { return {readId(in), readFolder(in), readFiles(in)}; }
Get readGet(JsonFields& in) { return {readId(in), in.text("url"), in.number("max_bytes", Get().max_bytes)}; }
Pause readPause(JsonFields& in) { return {readId(in)}; }
Resume readResume(JsonFields& in) { return {readId(in)}; }
Cancel readCancel(JsonFields& in) { return {readId(in), in.flag("erase", false), in.flag("finished", false)}; }

Configure readConfigure(JsonFields& in) {
  return {in.number("bytes_per_second", 0),
          ranged<int>(in, "connections", Configure().connections, 1, 16, "a number from 1 to 16"),
          in.text("proxy", ""),
          in.text("token", ""),
          in.text("token_origin", "")};
}

int readStatus(JsonFields& in) { return ranged<int>(in, "status", 0, 0, 999, "a status of HTTP"); }

DownloadStatus readDownloadStatus(JsonFields& in) {
  DownloadStatus status;
  status.id = readId(in);
  const std::string name = in.text("phase");
  bool known = false;
  for (const auto& [phase, text] : kPhases) {
    if (name != text) continue;
    status.phase = phase;
    known = true;
  }
  if (!known) in.wrong("phase", "the name of a phase");
  status.bytes_done = in.number("bytes_done", 0);
  status.bytes_total = in.number("bytes_total", 0);
  status.bytes_fetched = in.number("bytes_fetched", 0);
  status.bytes_per_second = in.real("bytes_per_second", 0);
  status.file = in.text("file", "");
  status.error = in.text("error", "");
  status.note = in.text("note", "");
  status.status = readStatus(in);
  return status;
}

Response readResponse(JsonFields& in) {
  return {readId(in), readStatus(in), in.text("body", ""), in.text("error", ""), in.text("next", "")};
}

Connection readConnection(JsonFields& in) {
  return {in.number("number"),
          in.flag("closed", false),
          in.integer("opened_ms", 0),
          in.text("host"),
          in.text("address"),
          ranged<uint16_t>(in, "port", 0, 0, 65'535, "a port"),
          in.text("purpose", ""),
          in.number("bytes_received", 0),
          in.number("bytes_sent", 0)};
}

Refused readRefused(JsonFields& in) { return {in.number("id", 0), in.text("error")}; }

// Reads the object on the line with the reader that its `key` names.
template <class Out, size_t N>
Result<Out> read(std::string_view line, const char* key, const std::array<std::pair<const char*, Out (*)(JsonFields&)>, N>& readers) {
  if (line.empty()) return fail(ErrorCode::kInvalidArgument, "an empty line, or one of more than {} bytes", kMaxLine);
  if (line.size() > kMaxLine) return fail(ErrorCode::kInvalidArgument, "a line of more than {} bytes", kMaxLine);
  simdjson::dom::parser parser(kMaxLine);
  simdjson::dom::element element;
  if (const auto error = parser.parse(line.data(), line.size()).get(element)) {
    return fail(ErrorCode::kInvalidArgument, "not a line of JSON: {}", simdjson::error_message(error));
  }
  JsonFields in(element);
  const std::string name = in.text(key);
  for (const auto& [known, reader] : readers) {
    if (name != known) continue;
    Out out = reader(in);
    if (!in.error().empty()) return fail(ErrorCode::kInvalidArgument, "{}: {}", name, in.error());
    return out;
  }
  if (!in.error().empty()) return fail(ErrorCode::kInvalidArgument, "{}", in.error());
  return fail(ErrorCode::kInvalidArgument, "\"{}\" is \"{}\", which is not known", key, name.substr(0, 40));
}

template <class Out, auto Reader>
Out as(JsonFields& in) {
  return Reader(in);
}

}  // namespace

std::string writeLine(const Command& command) {
  return std::visit([](const auto& value) { return dump(toJson(value)); }, command);
}

std::string writeLine(const Event& event) {
  return std::visit([](const auto& value) { return dump(toJson(value)); }, event);
}

Result<Command> readCommand(std::string_view line) {
  static constexpr std::array<std::pair<const char*, Command (*)(JsonFields&)>, 7> kReaders = {{
      {"download", as<Command, readDownload>},
      {"verify", as<Command, readVerify>},
      {"get", as<Command, readGet>},
      {"pause", as<Command, readPause>},
      {"resume", as<Command, readResume>},
      {"cancel", as<Command, readCancel>},
      {"configure", as<Command, readConfigure>},
  }};
  return read<Command>(line, "do", kReaders);
}

Result<Event> readEvent(std::string_view line) {
  static constexpr std::array<std::pair<const char*, Event (*)(JsonFields&)>, 4> kReaders = {{
      {"download", as<Event, readDownloadStatus>},
      {"response", as<Event, readResponse>},
      {"connection", as<Event, readConnection>},
      {"refused", as<Event, readRefused>},
  }};
  return read<Event>(line, "event", kReaders);
}

const char* phaseName(Phase phase) {
  for (const auto& [known, text] : kPhases) {
    if (known == phase) return text;
  }
  return "";
}

}  // namespace deepwell::fetch

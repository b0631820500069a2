// What went wrong with a request, in a line for a person. No secrets: hosts only, no queries.
#pragma once

#include <curl/curl.h>

#include <string>

namespace deepwell::fetch {

std::string describeCurl(CURLcode code, const char* detail, const std::string& host);
bool isTransient(CURLcode code);

std::string describeStatus(int status, const std::string& host);
bool isTransientStatus(int status);

}  // namespace deepwell::fetch

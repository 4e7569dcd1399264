#pragma once

#include <sessionstore/json/view.h>
#include <sessionstore/model.h>

#include <string>

/// A row's line without its data: `{"part":{"id":"prt_1",...,"bytes":12}`, to be followed by
/// `,"data":` and the data, of so many bytes, and `}`.
namespace sessionstore::interop::bundle {

std::string head_of(const Session& session);
std::string head_of(const Message& message);
std::string head_of(const Part& part);
std::string head_of(const Record& record);
/// A project has no data: this is followed by `}`.
std::string head_of(const Project& project);

/// The row that a line's first member describes, without its data. What is missing is neutral; a
/// member of a later version is passed over.
void read_head(json::View columns, Session& session);
void read_head(json::View columns, Message& message);
void read_head(json::View columns, Part& part);
void read_head(json::View columns, Record& record);
void read_head(json::View columns, Project& project);

}  // namespace sessionstore::interop::bundle

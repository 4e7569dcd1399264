#pragma once

#include <sessionstore/sql/connection.h>

#include <string>
#include <vector>

/// Databases of the Go OpenCode as its migrations make them, and rows as it writes them.
namespace sessionstore::tests {

/// The original's, in SQLite: times in seconds, no projects.
inline const char* original_sql() {
  return R"sql(
    PRAGMA journal_mode = WAL;
    CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL,
      is_applied INTEGER NOT NULL, tstamp TIMESTAMP DEFAULT (datetime('now')));
    INSERT INTO goose_db_version (version_id, is_applied) VALUES (20250424200609, 1);
    CREATE TABLE sessions (
      id TEXT PRIMARY KEY, parent_session_id TEXT, title TEXT NOT NULL,
      message_count INTEGER NOT NULL DEFAULT 0, prompt_tokens INTEGER NOT NULL DEFAULT 0,
      completion_tokens INTEGER NOT NULL DEFAULT 0, cost REAL NOT NULL DEFAULT 0.0,
      updated_at INTEGER NOT NULL, created_at INTEGER NOT NULL, summary_message_id TEXT);
    CREATE TABLE files (
      id TEXT PRIMARY KEY, session_id TEXT NOT NULL, path TEXT NOT NULL, content TEXT NOT NULL,
      version TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
      FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE,
      UNIQUE(path, session_id, version));
    CREATE TABLE messages (
      id TEXT PRIMARY KEY, session_id TEXT NOT NULL, role TEXT NOT NULL,
      parts TEXT NOT NULL default '[]', model TEXT, created_at INTEGER NOT NULL,
      updated_at INTEGER NOT NULL, finished_at INTEGER,
      FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE CASCADE);
    INSERT INTO sessions VALUES
      ('b0a7', NULL, 'Título 🚀', 3, 1200, 34, 0.0125, 1750000100, 1750000000, 'm3'),
      ('toolu_1', 'b0a7', 'A task', 0, 0, 0, 0.0, 1750000050, 1750000050, NULL);
    -- All in one second: the order of insertion is that of the conversation.
    INSERT INTO messages VALUES
      ('m9', 'b0a7', 'user', '[{"type":"text","data":{"text":"Write it: \u4f60"}},{"type":"finish","data":{"reason":"stop","time":0}}]',
       '', 1750000000, 1750000000, NULL),
      ('m1', 'b0a7', 'assistant', '[{"type":"reasoning","data":{"thinking":"Hm"}},{"type":"tool_call","data":{"id":"toolu_1","name":"write","input":"{\"a\":1}","type":"","finished":true}},{"type":"finish","data":{"reason":"tool_use","time":1750000002}}]',
       'claude-3.7-sonnet', 1750000000, 1750000002, 1750000002),
      ('m3', 'b0a7', 'tool', '[ {"type": "tool_result", "data": {"tool_call_id":"toolu_1","name":"","content":"done","metadata":"{}","is_error":false}} ]',
       NULL, 1750000000, 1750000000, NULL);
    INSERT INTO files VALUES
      ('f1', 'b0a7', '/src/a.txt', 'one', 'initial', 1750000001, 1750000001),
      ('f2', 'b0a7', '/src/a.txt', 'two', 'v1', 1750000002, 1750000002);
  )sql";
}

/// A fork's that knows projects, statement by statement, as SQLite and MySQL both take them.
inline std::vector<std::string> fork_statements() {
  return {
      "CREATE TABLE sessions (id VARCHAR(255) PRIMARY KEY, parent_session_id VARCHAR(255), "
      "title VARCHAR(512) NOT NULL, message_count BIGINT NOT NULL DEFAULT 0, "
      "prompt_tokens BIGINT NOT NULL DEFAULT 0, completion_tokens BIGINT NOT NULL DEFAULT 0, "
      "cost DOUBLE NOT NULL DEFAULT 0.0, updated_at BIGINT NOT NULL, created_at BIGINT NOT NULL, "
      "summary_message_id VARCHAR(255), project_id VARCHAR(512), root_session_id VARCHAR(255), "
      "user_set_title TINYINT(1) NOT NULL DEFAULT 0)",
      "CREATE TABLE messages (id VARCHAR(255) PRIMARY KEY, session_id VARCHAR(255) NOT NULL, "
      "role VARCHAR(50) NOT NULL, parts LONGTEXT NOT NULL, model VARCHAR(255), "
      "created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, finished_at BIGINT, seq BIGINT, "
      "synthetic TINYINT(1) NOT NULL DEFAULT 0)",
      "CREATE TABLE files (id VARCHAR(255) PRIMARY KEY, session_id VARCHAR(255) NOT NULL, "
      "path VARCHAR(1024) NOT NULL, content LONGTEXT NOT NULL, version VARCHAR(255) NOT NULL, "
      "created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL)",
      "CREATE TABLE session_recaps (id VARCHAR(255) PRIMARY KEY, session_id VARCHAR(255) NOT NULL, "
      "content LONGTEXT NOT NULL, message_count BIGINT NOT NULL, created_at BIGINT NOT NULL)",
      "CREATE TABLE bridge_sessions (project_id VARCHAR(255) NOT NULL, channel VARCHAR(32) NOT "
      "NULL, peer_id VARCHAR(128) NOT NULL, session_id VARCHAR(255) NULL, "
      "PRIMARY KEY (project_id, channel, peer_id))",
      "CREATE TABLE bridge_heartbeats (id VARCHAR(64) PRIMARY KEY, at BIGINT NOT NULL)",
      "INSERT INTO sessions VALUES ('s1', NULL, 'Team — 你好', 3, 10, 20, 0.1, 1750000100, "
      "1750000000, NULL, 'github.com/acme/app', 's1', 1)",
      "INSERT INTO sessions VALUES ('s2', 's1', 'Milliseconds', 0, 0, 0, 0, 1750000100456, "
      "1750000000123, NULL, 'github.com/acme/app', 's1', 0)",
      "INSERT INTO sessions VALUES ('s3', NULL, 'Nameless', 0, 0, 0, 0, 1750000100, 1750000000, "
      "NULL, NULL, NULL, 0)",
      // The second and the first are in one second, and were not inserted in their order.
      "INSERT INTO messages VALUES ('z', 's1', 'user', "
      "'[{\"type\":\"text\",\"data\":{\"text\":\"first\"}}]', NULL, 1750000000, 1750000000, NULL, "
      "1, "
      "0)",
      "INSERT INTO messages VALUES ('y', 's1', 'assistant', "
      "'[{\"type\":\"text\",\"data\":{\"text\":\"third 🚀\"}}]', 'gpt', 1750000000, 1750000003, "
      "1750000003, 3, 0)",
      "INSERT INTO messages VALUES ('x', 's1', 'tool', '[]', NULL, 1750000000, 1750000000, NULL, "
      "2, "
      "1)",
      "INSERT INTO files VALUES ('f2', 's1', '/a', 'two', 'v1', 1, 1)",
      "INSERT INTO files VALUES ('f1', 's1', '/B', 'one', 'initial', 1, 1)",
      "INSERT INTO session_recaps VALUES ('r1', 's1', 'What was done', 3, 1750000004)",
      "INSERT INTO bridge_sessions VALUES ('github.com/acme/app', 'slack', 'C1', 's1')",
      "INSERT INTO bridge_sessions VALUES ('github.com/acme/app', 'slack', 'C2', NULL)",
      "INSERT INTO bridge_heartbeats VALUES ('h', 1)"};
}

inline void make_fork(sql::Connection& connection) {
  for (const std::string& statement : fork_statements()) connection.execute(statement);
}

}  // namespace sessionstore::tests

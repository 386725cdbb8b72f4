package io.splitboard.core.project;

import io.splitboard.core.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Saved runs in an SQLite database with a write-ahead log: a run is there as a whole or not at all,
 * also after a crash. The file is made by the first run that is saved. Safe for several threads.
 */
public final class ExperimentStore implements AutoCloseable {

  /** Version of the tables, kept in {@code PRAGMA user_version}. */
  private static final int VERSION = 1;

  private static final String TABLE =
      """
      CREATE TABLE experiment (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        started_ms INTEGER NOT NULL,
        design TEXT NOT NULL,
        optimize INTEGER NOT NULL,
        requests INTEGER NOT NULL,
        lost INTEGER NOT NULL,
        latency_p50_ms REAL NOT NULL,
        throughput_per_second REAL NOT NULL,
        max_abs_diff REAL,
        body BLOB NOT NULL,
        predicted BLOB NOT NULL,
        measured BLOB NOT NULL
      )""";

  private static final String COLUMNS =
      "id, name, started_ms, design, optimize, requests, lost, latency_p50_ms,"
          + " throughput_per_second, max_abs_diff";

  private final Path file;
  private Connection connection;
  private String notice;

  private ExperimentStore(Path file) {
    this.file = file;
  }

  /**
   * Opens the database, or remembers where to make it. One that is damaged is moved aside, never
   * deleted, and {@link #notice} tells so.
   *
   * @throws UserException if a newer Splitboard made it, or it cannot be read
   */
  public static ExperimentStore open(Path file) {
    ExperimentStore store = new ExperimentStore(file);
    if (Files.exists(file)) {
      store.connectOrSetAside();
    }
    return store;
  }

  /** What the user should know about opening: that a damaged database was set aside. */
  public synchronized Optional<String> notice() {
    return Optional.ofNullable(notice);
  }

  /**
   * Saves a run. It is on disk when this returns.
   *
   * @throws UserException if it cannot be written
   */
  public synchronized void save(Experiment experiment) {
    ExperimentHeader header = experiment.header();
    try (PreparedStatement insert =
        writable()
            .prepareStatement(
                "INSERT INTO experiment ("
                    + COLUMNS
                    + ", body, predicted, measured) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")) {
      insert.setString(1, header.id());
      insert.setString(2, header.name());
      insert.setLong(3, header.when().toEpochMilli());
      insert.setString(4, header.design());
      insert.setBoolean(5, header.optimize());
      insert.setInt(6, header.requests());
      insert.setInt(7, header.lost());
      insert.setDouble(8, header.latencyP50Ms());
      insert.setDouble(9, header.throughputPerSecond());
      insert.setObject(10, header.maxAbsDiff().orElse(null));
      insert.setBytes(11, ExperimentCodec.body(experiment));
      insert.setBytes(12, ExperimentCodec.trace(experiment.predicted()));
      insert.setBytes(13, ExperimentCodec.trace(experiment.measured()));
      insert.executeUpdate();
    } catch (SQLException | IOException e) {
      throw failure("save the run " + experiment.name() + " in", e);
    }
  }

  /** All saved runs, newest first. */
  public synchronized List<ExperimentHeader> list() {
    List<ExperimentHeader> headers = new ArrayList<>();
    if (connection == null) {
      return headers;
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT " + COLUMNS + " FROM experiment ORDER BY started_ms DESC, rowid DESC")) {
      while (rows.next()) {
        headers.add(header(rows));
      }
      return headers;
    } catch (SQLException e) {
      throw failure("list", e);
    }
  }

  /**
   * One run with its traces.
   *
   * @throws UserException if there is none with this id, or it cannot be read
   */
  public synchronized Experiment load(String id) {
    if (connection != null) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT " + COLUMNS + ", body, predicted, measured FROM experiment WHERE id = ?")) {
        select.setString(1, id);
        try (ResultSet rows = select.executeQuery()) {
          if (rows.next()) {
            return experiment(rows);
          }
        }
      } catch (SQLException | IOException e) {
        throw failure("read the run " + id + " from", e);
      }
    }
    throw new UserException("The project has no experiment " + id + ".");
  }

  /** Gives a run another name. */
  public synchronized void rename(String id, String name) {
    update("UPDATE experiment SET name = ? WHERE id = ?", name, id);
  }

  /** Deletes a run for good. */
  public synchronized void delete(String id) {
    update("DELETE FROM experiment WHERE id = ?", id);
  }

  private void update(String sql, String... values) {
    if (connection == null) {
      return;
    }
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw failure("change", e);
    }
  }

  @Override
  public synchronized void close() {
    if (connection == null) {
      return;
    }
    try {
      connection.close();
      connection = null;
    } catch (SQLException e) {
      throw failure("close", e);
    }
  }

  private static ExperimentHeader header(ResultSet row) throws SQLException {
    double difference = row.getDouble("max_abs_diff");
    Optional<Double> maxAbsDiff = row.wasNull() ? Optional.empty() : Optional.of(difference);
    return new ExperimentHeader(
        row.getString("id"),
        row.getString("name"),
        Instant.ofEpochMilli(row.getLong("started_ms")),
        row.getString("design"),
        row.getBoolean("optimize"),
        row.getInt("requests"),
        row.getInt("lost"),
        row.getDouble("latency_p50_ms"),
        row.getDouble("throughput_per_second"),
        maxAbsDiff);
  }

  private static Experiment experiment(ResultSet row) throws SQLException, IOException {
    ExperimentHeader header = header(row);
    ExperimentCodec.Body body = ExperimentCodec.body(row.getBytes("body"));
    return new Experiment(
        header.id(),
        header.name(),
        header.when(),
        body.savedDesign(),
        header.optimize(),
        body.environment(),
        ExperimentCodec.trace(row.getBytes("predicted")),
        ExperimentCodec.trace(row.getBytes("measured")),
        body.predicted(),
        body.measured(),
        header.lost(),
        header.maxAbsDiff().orElse(Double.NaN),
        body.cluster(),
        body.savedProfile());
  }

  private Connection writable() throws SQLException {
    if (connection == null) {
      connect();
    }
    return connection;
  }

  private void connectOrSetAside() {
    try {
      connect();
    } catch (SQLException e) {
      if (!damaged(e)) {
        throw failure("open", e);
      }
      setAside(e);
    }
  }

  private void connect() throws SQLException {
    Connection opened = DriverManager.getConnection("jdbc:sqlite:" + file);
    try (Statement statement = opened.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 5000");
      statement.execute("PRAGMA journal_mode = WAL");
      statement.execute("PRAGMA synchronous = FULL");
      int version = number(statement, "PRAGMA user_version");
      if (version > VERSION) {
        throw new UserException(
            file + " was made by a newer Splitboard (version " + version + "): update Splitboard.");
      }
      checkIntegrity(statement);
      if (version < VERSION) {
        opened.setAutoCommit(false);
        statement.execute(TABLE);
        statement.execute("PRAGMA user_version = " + VERSION);
        opened.commit();
        opened.setAutoCommit(true);
      }
      connection = opened;
    } finally {
      if (connection != opened) {
        opened.close();
      }
    }
  }

  private static void checkIntegrity(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("PRAGMA quick_check(1)")) {
      String answer = result.next() ? result.getString(1) : "no answer";
      if (!answer.equals("ok")) {
        throw new SQLException(answer, "damaged", CORRUPT);
      }
    }
  }

  private static int number(Statement statement, String query) throws SQLException {
    try (ResultSet result = statement.executeQuery(query)) {
      return result.next() ? result.getInt(1) : 0;
    }
  }

  /** SQLite's result codes for a file whose content is not what it should be. */
  private static final int CORRUPT = 11;

  private static final int NOT_A_DATABASE = 26;

  private static boolean damaged(SQLException e) {
    int primary = e.getErrorCode() & 0xff;
    return primary == CORRUPT || primary == NOT_A_DATABASE;
  }

  private void setAside(SQLException cause) {
    String aside = file.getFileName() + ".damaged-" + Instant.now().toEpochMilli();
    try {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Path part = file.resolveSibling(file.getFileName() + suffix);
        if (Files.exists(part)) {
          Files.move(part, file.resolveSibling(aside + suffix));
        }
      }
    } catch (IOException e) {
      throw failure("set aside the damaged", e);
    }
    notice =
        "The saved runs in "
            + file
            + " are damaged ("
            + cause.getMessage()
            + "); the file is kept as "
            + aside
            + " and new runs go to a new one.";
  }

  private UserException failure(String action, Exception cause) {
    return new UserException(
        "Cannot " + action + " the saved runs, " + file + ": " + cause.getMessage() + ".", cause);
  }
}

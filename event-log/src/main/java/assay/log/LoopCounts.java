package assay.log;

/**
 * What a loop has done so far.
 *
 * @param entries      records read
 * @param appends      events committed
 * @param transactions that carried them
 * @param aborted      transactions that certainly failed
 * @param restarts     sessions after the first
 * @param undecodable  entries that could not be decoded
 * @param deadLetters  entries that changed nothing: undecodable, of unknown type, superseded or duplicate
 */
public record LoopCounts(long entries, long appends, long transactions, long aborted, long restarts, long undecodable, long deadLetters) {
}

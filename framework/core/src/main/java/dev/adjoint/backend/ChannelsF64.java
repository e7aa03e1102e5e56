package dev.adjoint.backend;

/**
 * Copies between planes and cells whose channels stand side by side. The methods here are plain loops; a provider of
 * matrix products may have faster ones.
 */
public interface ChannelsF64 {
    /** Plain loops. */
    ChannelsF64 PLAIN = new ChannelsF64() {};

    /**
     * Copies rows of planes so that the channels of a cell stand side by side, four at a time.
     *
     * @param planes rows of planes
     * @param cells rows of cells
     * @param channels how many channels
     * @param rows how many rows
     * @param length cells of a row
     */
    default void interleave(RowsF64 planes, RowsF64 cells, int channels, int rows, int length) {
        for (int channel = 0; channel < channels; channel += 4) {
            for (int row = 0; row < rows; row++) {
                int from = planes.from() + channel * planes.apart() + row * planes.row();
                int to = cells.from() + channel + row * cells.row();
                int count = Math.min(4, channels - channel);
                interleave(planes.data(), from, planes.apart(), count, length, cells.data(), to, cells.apart());
            }
        }
    }

    /**
     * Stores lines side by side: element i of line c at {@code to + i step + c}. Four lines at a time, as it is writing
     * that takes time.
     *
     * @param source the memory of the lines
     * @param from where the first line begins
     * @param apart how far apart lines begin
     * @param lines how many
     * @param length elements of a line
     * @param target where elements are stored
     * @param to where the first of them goes
     * @param step how far apart elements of a line are stored
     */
    static void interleave(
            double[] source, int from, int apart, int lines, int length, double[] target, int to, int step) {
        int done = 0;
        for (; done + 4 <= lines; done += 4) {
            int s0 = from + done * apart;
            int s1 = s0 + apart;
            int s2 = s1 + apart;
            int s3 = s2 + apart;
            for (int k = 0, t = to + done; k < length; k++, t += step) {
                target[t] = source[s0 + k];
                target[t + 1] = source[s1 + k];
                target[t + 2] = source[s2 + k];
                target[t + 3] = source[s3 + k];
            }
        }
        for (; done < lines; done++) {
            for (int k = 0, s = from + done * apart, t = to + done; k < length; k++, s++, t += step) {
                target[t] = source[s];
            }
        }
    }

    /**
     * The inverse of {@link #interleave(RowsF64, RowsF64, int, int, int)}.
     *
     * @param cells rows of cells
     * @param planes rows of planes
     * @param channels how many channels
     * @param rows how many rows
     * @param length cells of a row
     */
    default void separate(RowsF64 cells, RowsF64 planes, int channels, int rows, int length) {
        for (int channel = 0; channel < channels; channel++) {
            for (int row = 0; row < rows; row++) {
                int from = cells.from() + channel + row * cells.row();
                int to = planes.from() + channel * planes.apart() + row * planes.row();
                for (int i = 0; i < length; i++, from += cells.apart()) {
                    planes.data()[to + i] = cells.data()[from];
                }
            }
        }
    }
}

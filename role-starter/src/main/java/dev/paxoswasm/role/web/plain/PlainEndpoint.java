package dev.paxoswasm.role.web.plain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** The container's connections. Looks at what has arrived before a thread is given to it. */
final class PlainEndpoint extends NioEndpoint {

    /** As much as fits into what the container reads from, so that it can be put back there. */
    private final ThreadLocal<ByteBuffer> buffer = ThreadLocal.withInitial(
            () -> ByteBuffer.allocate(getSocketProperties().getAppReadBufSize()));

    private volatile @Nullable PlainRequests requests;

    void serve(@Nullable PlainRequests plain) {
        requests = plain;
    }

    @Override
    public boolean processSocket(SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
        PlainRequests plain = requests;
        boolean mayBePlain = plain != null
                && event == SocketEvent.OPEN_READ
                && dispatch
                && !isPaused()
                && socket instanceof NioSocketWrapper connection
                && isBetweenRequests(connection);
        return mayBePlain ? look(plain, (NioSocketWrapper) socket) : super.processSocket(socket, event, dispatch);
    }

    private static boolean isBetweenRequests(NioSocketWrapper connection) {
        return !connection.getLock().isLocked()
                && connection.getCurrentProcessor() == null
                && connection.getSocketBufferHandler().isReadBufferEmpty();
    }

    /** False where the connection has come to its end. */
    private boolean look(PlainRequests plain, NioSocketWrapper connection) {
        if (plain.leavesUnwatched(connection)) {
            return true;
        }
        ByteBuffer arrived = buffer.get().clear();
        try {
            if (connection.read(false, arrived) == 0) {
                connection.registerReadInterest();
                return true;
            }
        } catch (IOException _) {
            return false;
        }
        arrived.flip();
        if (plain.begin(arrived.array(), arrived.limit(), connection)) {
            keepWatching(connection);
            return true;
        }
        connection.unRead(arrived);
        return super.processSocket(connection, SocketEvent.OPEN_READ, true);
    }

    /** Undoes what the poller did before it came here, so that nothing need be told to the kernel. */
    private void keepWatching(NioSocketWrapper connection) {
        SocketChannel channel = connection.getSocket().getIOChannel();
        SelectionKey key = channel == null ? null : channel.keyFor(getPoller().getSelector());
        // Null where it is answered and closed already.
        if (key != null) {
            key.interestOps(SelectionKey.OP_READ);
            connection.interestOps(SelectionKey.OP_READ);
        }
    }
}

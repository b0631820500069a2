import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// The live end of the thinking, in a pane of limited height that scrolls by itself and follows unless it was scrolled.
Item {
    id: root

    required property MessageItem message
    readonly property bool live: message.status === MessageItem.Thinking

    objectName: "thinkingBody"
    implicitHeight: pane.height + Theme.space2

    Rectangle {
        x: 8
        y: 4
        width: 2
        height: root.height - y
        color: root.live ? Theme.accent : Theme.borderStrong
        Behavior on color { ColorAnimation { duration: Theme.calm } }
    }
    RowsView {
        id: pane

        objectName: "thinkingPane"
        x: 24
        width: root.width - x
        height: Math.min(Math.ceil(contentHeight), 240)
        rowWidth: width - 14
        fontSize: Theme.body
        topMargin: 4
        bottomMargin: 2
        activeFocusOnTab: true
        Accessible.role: Accessible.Pane
        Accessible.name: qsTr("Thinking")
        model: ThoughtRows {
            message: root.message
            fontSize: Theme.body
        }
        delegates: RowDelegate {
            kinds: [RowKind.ThoughtPage]
            ThoughtPage { lined: false }
        }
        Keys.onPressed: event => {
            const step = ({ [Qt.Key_Up]: -60, [Qt.Key_Down]: 60, [Qt.Key_PageUp]: -200, [Qt.Key_PageDown]: 200 })[event.key];
            event.accepted = step !== undefined;
            if (event.accepted) scrollBy(step);
        }

        FocusRing { control: pane; visible: pane.activeFocus; gap: 0 }
    }
    ScrollRail {
        anchors.right: pane.right
        anchors.top: pane.top
        anchors.bottom: pane.bottom
        orientation: Qt.Vertical
        visible: size < 1
        active: true
        size: pane.height / Math.max(1, pane.contentHeight)
        position: pane.contentY / Math.max(1, pane.contentHeight)
        onPositionChanged: if (pressed) pane.scrollTo(position * pane.contentHeight)
    }
    Rectangle {
        anchors.left: pane.left
        anchors.right: pane.right
        anchors.rightMargin: 14
        anchors.top: pane.top
        height: 14
        visible: pane.contentY > 4
        gradient: Gradient {
            GradientStop { position: 0; color: Theme.ground }
            GradientStop { position: 1; color: Qt.alpha(Theme.ground, 0) }
        }
    }
}

import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Privacy
import Deepwell.Style

// What Deepwell can reach, where it keeps things, and what has ever connected.
Item {
    id: root

    objectName: "privacyPage"

    component Heading: Text {
        topPadding: Theme.space3
        color: Theme.textMuted
        font.pixelSize: Theme.small
        font.weight: Font.DemiBold
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    onVisibleChanged: if (visible) refresh()
    Component.onCompleted: refresh()
    function refresh(): void {
        Privacy.test();
        Privacy.measure();
        Privacy.connections.refresh();
    }
    Timer { interval: 2000; repeat: true; running: root.visible; onTriggered: Privacy.connections.refresh() }

    Flickable {
        id: page

        objectName: "privacyScroll"
        anchors.fill: parent
        contentHeight: column.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollRail {}

        FocusInSight {}
        Column {
            id: column

            width: page.width - Theme.space3
            spacing: Theme.space3
            bottomPadding: Theme.space4

            SandboxCard { width: parent.width }

            Heading { text: qsTr("Connections") }
            ConnectionSection { width: parent.width }

            Heading { text: qsTr("Where your data lies") }
            Repeater {
                model: Privacy.places

                PlaceRow {
                    required property var modelData
                    required property int index

                    objectName: "place" + index
                    name: modelData.name
                    path: modelData.path
                    size: modelData.size
                }
            }

            Heading { text: qsTr("Chats") }
            Text {
                width: parent.width
                text: qsTr("Chats are kept in one file on this computer, readable by you only. A deleted chat stays in the bin for 30 days and is then overwritten.")
                wrapMode: Text.Wrap
                color: Theme.textMuted
                font.pixelSize: Theme.small
            }
            PushButton {
                objectName: "eraseHistory"
                kind: "danger"
                iconName: "trash"
                text: qsTr("Erase all chats…")
                onClicked: erase.open()
            }
        }
    }
    EraseSheet { id: erase }
}

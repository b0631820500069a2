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
    // A focused control is in sight.
    function reveal(item: Item): void {
        if (!item || !visible) return;
        let owner = item;
        while (owner && owner !== column) owner = owner.parent;
        if (!owner) return;
        const top = item.mapToItem(column, 0, 0).y;
        if (top < page.contentY) page.contentY = Math.max(0, top - Theme.space4);
        else if (top + item.height > page.contentY + page.height) page.contentY = Math.min(page.contentHeight - page.height, top + item.height + Theme.space4 - page.height);
    }

    onVisibleChanged: if (visible) refresh()
    Component.onCompleted: refresh()
    function refresh(): void {
        Privacy.test();
        Privacy.measure();
        Privacy.connections.refresh();
    }
    Timer { interval: 2000; repeat: true; running: root.visible; onTriggered: Privacy.connections.refresh() }
    Connections {
        target: root.Window.window

        function onActiveFocusItemChanged(): void { root.reveal(root.Window.window.activeFocusItem); }
    }

    Flickable {
        id: page

        objectName: "privacyScroll"
        anchors.fill: parent
        contentHeight: column.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        ScrollBar.vertical: ScrollRail {}

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

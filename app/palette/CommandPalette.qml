import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Templates as T
import Deepwell.Chat
import Deepwell.Commands
import Deepwell.Palette
import Deepwell.Style

// One field that finds everything: commands, chats, words in messages, models, settings.
Popup {
    id: root

    required property Workspace workspace
    required property CommandList commands
    property var pages: []
    property var models: null  // of the library
    signal pageChosen(string name)
    signal chatChosen()

    // Enter came before the rows of what was typed: the first of them is meant, as soon as it is there.
    property bool firstWanted: false
    property bool closing: false   // what comes now is not wanted any more
    function chooseCurrent(): void {
        if (found.fresh) choose(list.currentIndex);
        else firstWanted = true;
    }
    function chooseWanted(): void {
        if (!firstWanted || !found.fresh) return;
        firstWanted = list.count === 0 && found.busy;
        if (!firstWanted) choose(0);
    }
    function choose(row: int): void {
        if (closing || row < 0 || row >= list.count) return;
        found.choose(row);
        close();
    }

    objectName: "palette"
    parent: T.Overlay.overlay
    x: Math.round((parent.width - width) / 2)
    y: Math.round(Math.max(Theme.space4, Math.min(110, parent.height * 0.12)))
    width: Math.min(640, parent.width - 2 * Theme.space4)
    height: field.height + 1 + list.height + foot.height
    modal: true
    focus: true
    padding: 0
    closePolicy: Popup.CloseOnEscape | Popup.CloseOnPressOutside
    onAboutToShow: { firstWanted = closing = false; field.clear(); list.pointer = Qt.point(-1, -1); found.restart(); }
    onAboutToHide: { firstWanted = false; closing = true; }
    onOpened: field.forceActiveFocus()
    onClosed: found.run()

    T.Overlay.modal: Rectangle {
        color: Theme.shade
        Behavior on opacity { NumberAnimation { duration: Theme.quick } }
    }
    background: Card { color: Theme.raised; depth: 5 }
    enter: Transition {
        NumberAnimation { property: "opacity"; from: 0; to: 1; duration: Theme.quick }
        NumberAnimation { property: "scale"; from: 0.98; to: 1; duration: Theme.quick; easing.type: Easing.OutCubic }
    }
    exit: Transition { NumberAnimation { property: "opacity"; from: 1; to: 0; duration: 60 } }

    PaletteModel {
        id: found

        workspace: root.workspace
        commands: root.commands
        pages: root.pages
        models: root.models
        query: field.text
        onModelReset: Qt.callLater(list.toFirst)
        onFreshChanged: root.chooseWanted()
        onCountChanged: root.chooseWanted()
        onBusyChanged: root.chooseWanted()
        onPageChosen: name => root.pageChosen(name)
        onChatChosen: root.chatChosen()
    }

    contentItem: Item {
        TextField {
            id: field

            objectName: "paletteField"
            width: parent.width
            height: 54
            leftPadding: 46
            rightPadding: Theme.space4
            verticalAlignment: TextInput.AlignVCenter
            color: Theme.text
            placeholderText: root.width > 480 ? qsTr("Find chats, messages, commands, models and settings") : qsTr("Find anything")
            placeholderTextColor: Theme.textFaint
            selectionColor: Theme.selection
            selectedTextColor: Theme.text
            selectByMouse: true
            maximumLength: 200
            font.pixelSize: Theme.label + 2
            background: null
            Accessible.role: Accessible.EditableText
            Accessible.name: qsTr("Find anything")
            onTextEdited: root.firstWanted = false
            Keys.onPressed: event => {
                const last = list.count - 1;
                switch (event.key) {
                case Qt.Key_Down: list.currentIndex = list.currentIndex >= last ? 0 : list.currentIndex + 1; break;
                case Qt.Key_Up: list.currentIndex = list.currentIndex <= 0 ? last : list.currentIndex - 1; break;
                case Qt.Key_PageDown: list.currentIndex = Math.min(last, list.currentIndex + 8); break;
                case Qt.Key_PageUp: list.currentIndex = Math.max(0, list.currentIndex - 8); break;
                case Qt.Key_Return:
                case Qt.Key_Enter: root.chooseCurrent(); break;
                case Qt.Key_K: if (!(event.modifiers & Qt.ControlModifier)) return; root.close(); break;
                case Qt.Key_Tab:
                case Qt.Key_Backtab: break;
                default: return;
                }
                event.accepted = true;
            }

            Icon {
                x: 18
                anchors.verticalCenter: parent.verticalCenter
                width: 19
                height: 19
                name: "search"
                color: Theme.textFaint
            }
        }
        Rectangle {
            y: field.height
            width: parent.width
            height: 1
            color: Theme.border
        }
        ListView {
            id: list

            objectName: "paletteList"
            y: field.height + 1
            width: parent.width
            height: Math.max(96, Math.min(contentHeight + bottomMargin, 440, root.parent.height - root.y - field.height - foot.height - Theme.space4))
            bottomMargin: Theme.space2
            clip: true
            model: found
            currentIndex: 0
            boundsBehavior: Flickable.StopAtBounds
            highlightFollowsCurrentItem: false
            keyNavigationEnabled: false
            ScrollBar.vertical: ScrollRail {}
            Accessible.role: Accessible.List
            Accessible.name: qsTr("What was found")
            onCurrentIndexChanged: if (currentIndex === 0) positionViewAtBeginning(); else positionViewAtIndex(currentIndex, ListView.Contain)

            function toFirst(): void { currentIndex = 0; }

            // Rows that come under a pointer that rests are not chosen by it.
            property point pointer: Qt.point(-1, -1)
            function point(at: point, row: int): void {
                if (pointer.x >= 0 && (pointer.x !== at.x || pointer.y !== at.y)) currentIndex = row;
                pointer = at;
            }

            section.property: "section"
            section.delegate: Text {
                required property string section

                leftPadding: Theme.space2 + 12
                topPadding: Theme.space3
                bottomPadding: Theme.space1
                text: section
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
                font.weight: Font.Medium
                Accessible.role: Accessible.Heading
                Accessible.name: text
            }
            delegate: PaletteRow {
                onHovered: at => list.point(at, index)
                onClicked: root.choose(index)
            }

            Column {
                objectName: "paletteEmpty"
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.space4
                visible: list.count === 0 && !found.busy
                spacing: 3

                Text {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("Nothing fits these words")
                    wrapMode: Text.Wrap
                    color: Theme.textMuted
                    font.pixelSize: Theme.label
                }
                Text {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.Wrap
                    text: qsTr("Messages are found by whole words or their beginnings")
                    color: Theme.textFaint
                    font.pixelSize: Theme.tiny
                }
            }
        }
        Item {
            id: foot

            anchors.bottom: parent.bottom
            width: parent.width
            height: 32

            Rectangle { width: parent.width; height: 1; color: Theme.border }
            Text {
                x: Theme.space4
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - 2 * x
                text: root.width > 480 ? qsTr("↑ ↓ choose  ·  Enter open  ·  Esc close  ·  type > for commands only") : qsTr("↑ ↓ choose  ·  Enter open")
                elide: Text.ElideRight
                color: Theme.textFaint
                font.pixelSize: Theme.tiny
            }
        }
    }
}

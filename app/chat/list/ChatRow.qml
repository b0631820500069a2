import QtQuick
import QtQuick.Controls.Basic
import Deepwell.Chat
import Deepwell.Style

// One chat of the list. F2 or a double click renames, Delete deletes, the Menu key opens its menu; it can be dragged. Ctrl or
// Shift with a click select it with others: then what is done is done with all of them.
Item {
    id: root

    required property Workspace workspace
    required property int index
    required property var chatId
    required property var folderId
    required property var homeId
    required property string title
    required property bool busy
    required property bool unread
    required property bool pinned
    required property bool selected
    property bool keyboard: false  // has the keyboard's place in the list
    property bool ring: false      // shows it: the keys were used last, not the mouse
    property bool menuOpen: false
    property bool inBin: false
    readonly property ChatSelection selection: workspace.chats.selection
    readonly property bool several: selected && selection.count > 1
    readonly property string text: title
    readonly property bool current: workspace.current?.chatId === chatId
    readonly property bool renaming: editor.editing
    readonly property bool buttonShown: (hover.hovered || menuOpen || keyboard && ring) && !renaming
    signal chosen()
    signal touched()               // by the mouse
    signal eraseRequested()        // for good
    signal menuRequested(Item at)
    signal dragStarted()
    signal dragMoved(Item from, real x, real y)
    signal dragEnded(bool drop)

    function beginRename(): void { if (!inBin) editor.begin(title); }
    function choose(): void { selection.begin(chatId); workspace.openChat(chatId); chosen(); }
    function click(modifiers: int, byFinger: bool): void {
        if (modifiers & Qt.ShiftModifier) selection.extend(workspace.chats.indexOf(workspace.current.chatId), index);
        else if (modifiers & Qt.ControlModifier || byFinger && selection.count > 0) selection.toggle(chatId);
        else choose();
    }
    function openMenu(at: Item): void {
        if (!selected) selection.begin(chatId);
        menuRequested(at);
    }

    objectName: "chatRow" + index
    width: ListView.view ? ListView.view.width - ListView.view.leftMargin - ListView.view.rightMargin : 0
    height: Theme.controlHeight
    Accessible.role: Accessible.ListItem
    Accessible.name: busy ? qsTr("%1, answering").arg(title) : unread ? qsTr("%1, new answer").arg(title) : title
    Accessible.selectable: true
    Accessible.selected: selection.count > 0 ? selected : current
    Accessible.focusable: true
    Accessible.onPressAction: choose()

    // The list sends its keys to the current row.
    focus: keyboard && !editor.editing
    Keys.onReturnPressed: choose()
    Keys.onEnterPressed: choose()
    Keys.onSpacePressed: event => { if (event.modifiers & Qt.ControlModifier) selection.toggle(chatId); else choose(); }
    Keys.onPressed: event => {
        if (event.key === Qt.Key_F2) beginRename();
        else if (event.key === Qt.Key_Delete && inBin) eraseRequested();
        else if (event.key === Qt.Key_Delete && selection.count > 0) workspace.deleteSelected();
        else if (event.key === Qt.Key_Delete) workspace.deleteChat(chatId);
        else if (event.key === Qt.Key_Menu || event.key === Qt.Key_F10 && event.modifiers & Qt.ShiftModifier) openMenu(more);
        else return;
        event.accepted = true;
    }

    HoverHandler { id: hover }
    Rectangle {
        anchors.fill: parent
        radius: Theme.radiusSmall + 2
        color: root.selected ? Theme.accentSoft : root.current ? Theme.selected : mouse.pressed ? Theme.pressed : hover.hovered || root.menuOpen ? Theme.hover : "transparent"
        border.width: root.keyboard && root.ring && !root.renaming ? 2 : 0
        border.color: Theme.focus
        Behavior on color { ColorAnimation { duration: Theme.quick } }
    }
    MouseArea {
        id: mouse

        property point start
        property bool dragging: false

        anchors.fill: parent
        enabled: !root.renaming
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        onPressed: event => {
            // With a finger the list scrolls; with the mouse the chat is dragged.
            preventStealing = event.source === Qt.MouseEventNotSynthesized;
            start = Qt.point(event.x, event.y);
            root.touched();
        }
        onPositionChanged: event => {
            if (!(pressedButtons & Qt.LeftButton) || !preventStealing || root.inBin) return;
            if (!dragging && Math.hypot(event.x - start.x, event.y - start.y) > 8) {
                dragging = true;
                root.dragStarted();
            }
            if (dragging) root.dragMoved(mouse, event.x, event.y);
        }
        onReleased: if (dragging) { dragging = false; root.dragEnded(true); }
        onCanceled: if (dragging) { dragging = false; root.dragEnded(false); }
        onClicked: event => {
            root.forceActiveFocus();
            if (event.button === Qt.RightButton) root.openMenu(null);
            else root.click(event.modifiers, event.source !== Qt.MouseEventNotSynthesized);
        }
        onDoubleClicked: event => { if (event.button === Qt.LeftButton && !event.modifiers) root.beginRename(); }
    }
    Text {
        anchors.left: parent.left
        anchors.leftMargin: Theme.space2 + 2 + (root.folderId !== 0 ? 16 : 0)
        anchors.right: marks.left
        anchors.rightMargin: Theme.space1
        anchors.verticalCenter: parent.verticalCenter
        visible: !root.renaming
        text: root.title
        textFormat: Text.PlainText
        elide: Text.ElideRight
        color: Theme.text
        font.pixelSize: Theme.label
        font.weight: root.unread ? Font.DemiBold : root.current ? Font.Medium : Font.Normal
    }
    Item {
        id: marks

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        width: root.buttonShown ? 33 : root.busy || root.unread || root.selected ? 26 : Theme.space1
        height: parent.height

        // What most rows do not show is not made for them.
        Loader {
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2
            anchors.verticalCenter: parent.verticalCenter
            width: 14
            height: 14
            active: (root.busy || root.selected) && !root.buttonShown
            sourceComponent: root.selected ? tick : wheel
        }
        Component { id: wheel; ProgressRing {} }
        Component { id: tick; Icon { objectName: "selectedMark"; name: "check"; color: Theme.accent } }
        Rectangle {
            objectName: "unreadMark"
            anchors.right: parent.right
            anchors.rightMargin: Theme.space2 + 3
            anchors.verticalCenter: parent.verticalCenter
            width: 8
            height: 8
            radius: 4
            color: Theme.accent
            visible: root.unread && !root.busy && !root.selected && !root.buttonShown
        }
        Loader {
            id: more

            anchors.right: parent.right
            anchors.rightMargin: 3
            anchors.verticalCenter: parent.verticalCenter
            width: 28
            height: 28
            active: root.buttonShown
            sourceComponent: IconButton {
                objectName: "chatMenu" + root.index
                focusPolicy: Qt.NoFocus
                size: 28
                iconName: "more"
                hoverEnabled: !root.menuOpen
                text: qsTr("More for “%1”").arg(root.title.length > 40 ? root.title.slice(0, 40) + "…" : root.title)
                onClicked: { root.touched(); root.openMenu(more); }
            }
        }
    }
    RenameField {
        id: editor

        anchors.fill: parent
        anchors.margins: 2
        anchors.leftMargin: root.folderId !== 0 ? 18 : 2
        label: qsTr("Name of the chat")
        onDone: (keep, name) => {
            if (keep) root.workspace.renameChat(root.chatId, name);
            root.forceActiveFocus();
        }
    }
}
